import {
  csvField,
  escapeCsv,
  escapeString,
  escapeXml,
  jsonValue,
  lineBreakers,
  quoteCsv,
  quoteString,
} from './escapes.js';
import type { SplitFormat } from './split-format.js';

/** Where a variable stands in a format: what becomes of its value there. */
export interface Place {
  /** What callers may have written, so that it stays one value. */
  readonly escape: (text: string) => string;
  /** The same in double quotes of its own. */
  readonly quote: (text: string) => string;
  /** What is no number needs quotes here, whoever wrote it. */
  readonly isJsonValue?: true;
}

/**
 * The place of each variable of a format: of JSON, XML or CSV where the format is that, else of a line of
 * fields.
 */
export function formatPlaces(format: SplitFormat): readonly Place[] {
  return jsonPlaces(format) ?? xmlPlaces(format) ?? csvPlaces(format) ?? linePlaces(format);
}

/** In double quotes already: what stands there has its own escaped. */
const inQuotes = (escape: (text: string) => string): Place => ({
  escape,
  quote: (text) => escape(quoteString(text)),
});

const inJsonString = inQuotes(escapeString);
const jsonBare: Place = { escape: jsonValue, quote: quoteString, isJsonValue: true };
const inXml = inQuotes(escapeXml);
const inCsvQuotes = inQuotes(escapeCsv);
const csvBare: Place = { escape: csvField, quote: quoteCsv };

/** A format is JSON when it is an object or a list with some value or text in place of each variable. */
function jsonPlaces({ literals, names }: SplitFormat): readonly Place[] | null {
  if (!/^\s*[{[]/.test(literals[0]!)) return null;
  const inside = insideQuotes(literals);
  if (inside === null) return null;
  const sample = literals.reduce((text, literal, index) => {
    const value = inside[index] ? 'x' : 'null';
    return text + literal + (index < names.length ? value : '');
  }, '');
  return isJson(sample) ? names.map((_, index) => (inside[index] ? inJsonString : jsonBare)) : null;
}

/** A format is XML when it begins and ends as an element does. Whatever stands between is escaped alike. */
function xmlPlaces({ literals, names }: SplitFormat): readonly Place[] | null {
  const isXml = /^\s*<[A-Za-z_?!]/.test(literals[0]!) && /> *$/.test(literals.at(-1)!);
  return isXml ? names.map(() => inXml) : null;
}

/**
 * A format is CSV when it has commas, no blanks beside the variables, and each field is one variable, bare or
 * in quotes, or text.
 */
function csvPlaces({ literals, names }: SplitFormat): readonly Place[] | null {
  const fields = literals.map((literal, index) => (index < names.length ? `${literal}$` : literal)).join('');
  const fieldPattern = /^(?:\$|"\$"|[^$",\s]+)$/;
  const split = fields.split(',');
  if (split.length < 2 || !split.every((field) => fieldPattern.test(field))) return null;
  return names.map((_, index) => (literals[index]!.endsWith('"') ? inCsvQuotes : csvBare));
}

/**
 * Any other line: fields in double quotes, or bare with blanks or other separators between them. A bare value
 * in which there is one of these gets quotes.
 */
function linePlaces({ literals, names }: SplitFormat): readonly Place[] {
  const inside = insideQuotes(literals) ?? literals.map(() => false);
  const separators = [',', ';', '|', '=', '&', ':', '[', ']', '(', ')', '{', '}', '<', '>'];
  const own = separators.filter((separator) => literals.some((literal) => literal.includes(separator)));
  const splits = new RegExp(`[\\s"'\\\\${lineBreakers}${own.map((separator) => `\\${separator}`).join('')}]`);
  const bare: Place = {
    escape: (text) => (splits.test(text) ? quoteString(text) : text),
    quote: quoteString,
  };
  return names.map((_, index) => (inside[index] ? inJsonString : bare));
}

/** Whether the end of each literal is between double quotes; null when they come in no pairs. */
function insideQuotes(literals: readonly string[]): readonly boolean[] | null {
  let isInside = false;
  const ends = literals.map((literal) => {
    for (const [mark] of literal.matchAll(/\\.|"/g)) if (mark === '"') isInside = !isInside;
    return isInside;
  });
  return isInside ? null : ends;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
