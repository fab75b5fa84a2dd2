import type { JsonPath } from './mapping-expression.js';

const STEP = /^(?:\.?([A-Za-z0-9_$-]+)|\.?\[(\d{1,9})\]|\.?\['([^']+)'\])/;

/**
 * Reads `petstore.pets[0]['a b']`; "" is the whole document, `undefined` what this dialect does not have
 * (wildcards, filters).
 */
export function parseJsonPath(text: string): JsonPath | undefined {
  const path: (string | number)[] = [];
  let rest = text;
  while (rest !== '') {
    const step = STEP.exec(rest);
    if (step === null || (path.length === 0 && rest.startsWith('.'))) return undefined;
    path.push(step[2] === undefined ? (step[1] ?? step[3]!) : Number(step[2]));
    rest = rest.slice(step[0].length);
    // A name must be set off from what is before it: "a" directly after "]" is no path.
    if (rest !== '' && !rest.startsWith('.') && !rest.startsWith('[')) return undefined;
  }
  return path;
}

/** What a JSON text says; `undefined` for what is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The value below a document as a parameter: text as it is, the rest as JSON; `undefined` when there is none.
 */
export function readJsonPath(document: unknown, path: JsonPath): string | undefined {
  try {
    return printJson(walk(document, path));
  } catch {
    return undefined; // Nested so deeply that it cannot be written again: there is nothing to map.
  }
}

/**
 * The same in what an integration answered: the `errorMessage` of a function may be a JSON text, and the path
 * leads on into it (guide page "Handle custom Lambda errors").
 */
export function readResultPath(document: unknown, path: JsonPath): string | undefined {
  const [first, ...rest] = path;
  const found = readJsonPath(document, path);
  if (found !== undefined || first !== 'errorMessage' || rest.length === 0) return found;
  const message = walk(document, [first]);
  return typeof message === 'string' ? readJsonPath(readJson(message), rest) : undefined;
}

function walk(document: unknown, path: JsonPath): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function printJson(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
