/**
 * What ends or hides a line for somebody: the control characters of ASCII and of Latin-1 (among them ESC,
 * which terminals obey, and NEL), and Unicode's separators of lines and paragraphs.
 */
export const lineBreakers = String.raw`\u0000-\u001f\u007f-\u009f\u2028\u2029`;

const inString = new RegExp(String.raw`["\\${lineBreakers}]`);
const inStringAll = new RegExp(inString.source, 'g');
const inCsv = new RegExp(String.raw`[",\\${lineBreakers}]`);
const inCsvAll = new RegExp(inString.source, 'g');
// XML 1.0 has no place for most control characters, not even as references (section 2.2).
const inXml = new RegExp(String.raw`[&<>"'${lineBreakers}\ufffe\uffff]`);
const inXmlAll = new RegExp(inXml.source, 'g');
const jsonScalar = /^(?:true|false|null|-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,16})?)$/;

/** For inside the quotes of a JSON string (RFC 8259, section 7), and of any other text in double quotes. */
export function escapeString(text: string): string {
  return inString.test(text) ? text.replace(inStringAll, escapeCharacter) : text;
}

/** In double quotes. */
export function quoteString(text: string): string {
  return `"${escapeString(text)}"`;
}

/** A JSON value: a number, `true`, `false` or `null` as itself, all else as a string. */
export function jsonValue(text: string): string {
  return jsonScalar.test(text) ? text : quoteString(text);
}

/**
 * For inside the quotes of a field of CSV: a quote is two (RFC 4180, section 2), and a backslash too, since
 * some readers (OpenCSV's, which Athena has) take it for an escape.
 */
export function escapeCsv(text: string): string {
  return inCsv.test(text)
    ? text.replace(inCsvAll, (character) => (character === '"' ? '""' : escapeCharacter(character)))
    : text;
}

/** A whole field of CSV, in quotes where it needs them. */
export function csvField(text: string): string {
  return inCsv.test(text) ? quoteCsv(text) : text;
}

export function quoteCsv(text: string): string {
  return `"${escapeCsv(text)}"`;
}

/** For the text of an element and the value of an attribute. */
export function escapeXml(text: string): string {
  return inXml.test(text) ? text.replace(inXmlAll, xmlReference) : text;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeCharacter(character: string): string {
  return shortEscapes[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function xmlReference(character: string): string {
  const code = character.charCodeAt(0);
  const isCharacter = code >= 0x20 ? code < 0xfffe : code === 0x9 || code === 0xa || code === 0xd;
  return entities[character] ?? (isCharacter ? `&#${code};` : '\ufffd');
}
