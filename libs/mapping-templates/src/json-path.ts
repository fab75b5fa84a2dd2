import type { JsonPath } from './mapping-expression.js';

const STEP = /^(?:\.?([A-Za-z0-9_$-]+)|\.?\[(\d{1,9})\]|\.?\['([^']+)'\])/;

/** Reads `petstore.pets[0]['a b']`; "" is the whole document, `undefined` what this dialect does not have (wildcards, filters). */
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

/** The value below a JSON text as a parameter: text as it is, the rest as JSON; `undefined` when there is none or no JSON. */
export function readJsonPath(json: string, path: JsonPath): string | undefined {
  try {
    return printJson(walk(JSON.parse(json), path));
  } catch {
    return undefined; // Not JSON, or nested so deeply that it cannot be written again: there is nothing to map.
  }
}

/**
 * The same in what an integration answered: the `errorMessage` of a function may be a JSON text, and the path leads on into it
 * (guide page "Handle custom Lambda errors").
 */
export function readAnswerPath(json: string, path: JsonPath): string | undefined {
  const [first, ...rest] = path;
  const found = readJsonPath(json, path);
  if (found !== undefined || first !== 'errorMessage' || rest.length === 0) return found;
  const message = readJsonPath(json, [first]);
  return message === undefined ? undefined : readJsonPath(message, rest);
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
