import { isUtf8 } from 'node:buffer';
import { load } from 'js-yaml';

/** Values in a document, each counted as often as YAML aliases repeat it. */
const VALUES_MAX = 1_000_000;

/** The JSON or YAML of an import's body; undefined when it is neither. JSON is tried first, which is quicker. */
export function parseDocument(body: Uint8Array): unknown {
  if (!isUtf8(body)) return undefined;
  const text = Buffer.from(body).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return parseYaml(text);
  }
}

function parseYaml(text: string): unknown {
  try {
    const document: unknown = load(text);
    return isBounded(document) ? document : undefined;
  } catch {
    // Where it breaks is not said: AWS does not either.
    return undefined;
  }
}

/** Aliases can make a small text a vast document, or an endless one. */
function isBounded(document: unknown): boolean {
  const waiting: unknown[] = [document];
  for (let seen = 0; waiting.length > 0; seen++) {
    if (seen + waiting.length > VALUES_MAX) return false;
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const member of Object.values(value)) waiting.push(member);
  }
  return true;
}
