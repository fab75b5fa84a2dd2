import type { JsonPath } from '#libs/mapping-templates';
import { printKey } from './print-key.js';
import type { SelectionExpression, SelectionPart } from './selection-expression.js';

/** What an expression can read. */
export interface SelectionScope {
  /** The message as JSON has it; undefined of one that is no JSON. */
  readonly message: unknown;
  /** Null until the integration has responded. */
  readonly response: SelectionResponse | null;
}

/** What the integration has responded. Members are asked for only where an expression names them. */
export interface SelectionResponse {
  readonly statusCode: number;
  /** Of several values the last. */
  header(name: string): string | undefined;
  multiValueHeader(name: string): readonly string[] | undefined;
  /** The body as JSON has it; undefined of one that is no JSON. */
  body(): unknown;
}

/**
 * Characters of a key. What would be longer is cut off behind them, and by its length is no key of anything:
 * route keys are shorter.
 */
export const keyCharsMax = 1025;

/**
 * Turns an expression into a function that gives a key. What is not there is an empty text, and what is found
 * is never evaluated again (guide page "Selection expressions").
 */
export function compileSelectionExpression({
  parts,
}: SelectionExpression): (scope: SelectionScope) => string {
  const readers = parts.map(compilePart);
  const [only] = readers;
  const read =
    readers.length === 1 && only !== undefined
      ? only
      : (scope: SelectionScope) => {
          let key = '';
          for (const reader of readers) {
            key += reader(scope);
            if (key.length >= keyCharsMax) break;
          }
          return key;
        };
  return (scope) => {
    const key = read(scope);
    return key.length > keyCharsMax ? key.slice(0, keyCharsMax) : key;
  };
}

function compilePart(part: SelectionPart): (scope: SelectionScope) => string {
  switch (part.kind) {
    case 'text':
      return () => part.text;
    case 'requestBody':
      return ({ message }) => printKey(valueAt(message, part.jsonPath), keyCharsMax);
    case 'responseStatusCode':
      return ({ response }) => (response === null ? '' : String(response.statusCode));
    case 'responseHeader':
      return ({ response }) => response?.header(part.name) ?? '';
    case 'responseMultiValueHeader':
      return ({ response }) => printKey(response?.multiValueHeader(part.name), keyCharsMax);
    case 'responseBody':
      return ({ response }) => printKey(valueAt(response?.body(), part.jsonPath), keyCharsMax);
  }
}

function valueAt(document: unknown, path: JsonPath): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    // `length` of a list is Java's to have, not JSON's.
    if (Array.isArray(value) && typeof step !== 'number') return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
