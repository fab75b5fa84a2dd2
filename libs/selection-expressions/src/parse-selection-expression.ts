import { parseJsonPath } from '#libs/mapping-templates';
import { DEFAULT_KEY, type SelectionExpression, type SelectionPart } from './selection-expression.js';

/**
 * What an expression chooses: responses alone can be chosen by what the integration has responded (guide page
 * "Selection expressions").
 */
export type SelectionUse = 'route' | 'model' | 'requestTemplate' | 'responseTemplate';

/** The expression, or why there is none. */
export type ParseSelectionResult =
  | { readonly ok: true; readonly expression: SelectionExpression }
  | { readonly ok: false; readonly problem: string };

/** Ours; AWS's limit is not published. */
const CHARS_MAX = 1024;

/**
 * Reads one value alone (`$request.body.action`), or a text with any number of values in braces
 * (`a/${request.body.b}`). In texts a dollar sign is escaped (`\$default`); `$default` alone is taken
 * without, as nothing else can be meant by it.
 */
export function parseSelectionExpression(text: string, use: SelectionUse): ParseSelectionResult {
  if (text === '') return problem('it is empty');
  if (text.length > CHARS_MAX) return problem(`it has ${text.length} characters, more than ${CHARS_MAX}`);
  if (text === DEFAULT_KEY) return { ok: true, expression: { parts: [{ kind: 'text', text }] } };
  const parts = /^\$[^{]/.test(text) ? parseAlone(text, use) : parseText(text, use);
  return typeof parts === 'string' ? problem(`${text}: ${parts}`) : { ok: true, expression: { parts } };
}

const problem = (sentence: string) => ({ ok: false, problem: sentence }) as const;

function parseAlone(text: string, use: SelectionUse): SelectionPart[] | string {
  const part = parseValue(text.slice(1), use);
  return typeof part === 'string' ? part : [part];
}

/** An escaped dollar sign, a value in braces, or plain text; whatever else there is has no meaning. */
const piece = /(\\\$)|\$\{([^{}]*)\}|((?:[^$\\{}]|\\(?!\$))+)/y;

function parseText(text: string, use: SelectionUse): SelectionPart[] | string {
  const parts: SelectionPart[] = [];
  let plain = '';
  const flush = () => {
    if (plain !== '') parts.push({ kind: 'text', text: plain });
    plain = '';
  };
  for (let at = 0; at < text.length; at = piece.lastIndex) {
    piece.lastIndex = at;
    const found = piece.exec(text);
    if (found === null) {
      return `${text[at]} at offset ${at} is neither \${...} nor, of dollar signs, escaped by a backslash`;
    }
    const [, dollar, value, run] = found;
    if (value === undefined) {
      plain += dollar === undefined ? run! : '$';
      continue;
    }
    const part = parseValue(value, use);
    if (typeof part === 'string') return part;
    flush();
    parts.push(part);
  }
  flush();
  return parts;
}

const ofRequest = /^request\.body(?:\.(.+)|(\[.+))?$/s;
const ofResponse =
  /^integration\.response\.(?:(statuscode)|(header|multivalueheader)\.([A-Za-z0-9._$-]+)|body(?:\.(.+)|(\[.+))?)$/s;

function parseValue(value: string, use: SelectionUse): SelectionPart | string {
  const request = ofRequest.exec(value);
  if (request !== null) {
    const jsonPath = parseJsonPath(request[1] ?? request[2] ?? '');
    return jsonPath === undefined ? noPath(value) : { kind: 'requestBody', jsonPath };
  }
  const response = use === 'responseTemplate' ? ofResponse.exec(value) : null;
  if (response === null) {
    const known = use === 'responseTemplate' ? `${fromMessage} or ${fromResponse}` : fromMessage;
    return `${value || 'nothing'} cannot be read here; ${known} can`;
  }
  const [, statusCode, place, name, path, index] = response;
  if (statusCode !== undefined) return { kind: 'responseStatusCode' };
  if (name !== undefined) {
    return { kind: place === 'header' ? 'responseHeader' : 'responseMultiValueHeader', name };
  }
  const jsonPath = parseJsonPath(path ?? index ?? '');
  return jsonPath === undefined ? noPath(value) : { kind: 'responseBody', jsonPath };
}

const fromMessage = 'request.body.<path>';
const fromResponse =
  'integration.response.statuscode, .header.<name>, .multivalueheader.<name>, .body.<path>';

const noPath = (value: string): string =>
  `${value} has no path of names and indexes, as in request.body.items[0]['a b']`;
