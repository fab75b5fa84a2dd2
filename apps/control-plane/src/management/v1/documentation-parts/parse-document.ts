import { isUtf8 } from 'node:buffer';
import { load } from 'js-yaml';

/** Values in a document, each counted as often as YAML aliases repeat it. */
const VALUES_MAX = 1_000_000;
/** Maps and lists inside one another. */
const DEPTH_MAX = 200;

/** The JSON or YAML of an import's body; undefined when it is neither, or too large to walk through. */
export function parseDocument(body: Uint8Array): unknown {
  if (!isUtf8(body)) return undefined;
  const text = Buffer.from(body).toString('utf8');
  // JSON first: it is quicker to read, and most documents are.
  const document = parseJson(text) ?? parseYaml(text);
  return isBounded(document) ? document : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // It may be YAML.
    return undefined;
  }
}

function parseYaml(text: string): unknown {
  try {
    return load(text);
  } catch {
    // Where it breaks is not said: AWS does not either.
    return undefined;
  }
}

/** Aliases can make a small text a vast document, or an endless one. Level by level, so that no depth can exhaust the stack. */
function isBounded(document: unknown): boolean {
  let level: unknown[] = [document];
  let seen = 1;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEPTH_MAX) return false;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value !== 'object' || value === null) continue;
      const members: unknown[] = Object.values(value);
      seen += members.length;
      if (seen > VALUES_MAX) return false;
      next.push(...members);
    }
    level = next;
  }
  return true;
}
