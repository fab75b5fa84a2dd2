import { CORE_SCHEMA, FAILSAFE_SCHEMA, loadAll, Type } from 'js-yaml';

/** Values in a document, each counted as often as YAML aliases repeat it. */
const VALUES_MAX = 1_000_000;
/** Maps and lists inside one another. */
const DEPTH_MAX = 200;

/** `<<`, which the core schema leaves out; js-yaml bounds how much may be merged. */
const merge = new Type('tag:yaml.org,2002:merge', {
  kind: 'scalar',
  resolve: (key: unknown) => key === '<<',
});
/** Without YAML's dates: `Version: 2012-10-17` of a policy and `version: 2026-01-31` are texts. */
const schema = CORE_SCHEMA.extend({ implicit: [merge] });

/** The JSON or YAML of an import's body; undefined when it is neither, or too large to walk through. */
export function parseDocument(body: Uint8Array): unknown {
  const text = decode(body);
  if (text === undefined) return undefined;
  // JSON first: it is quicker to read, and most documents are.
  const document = parseJson(text) ?? parseYaml(text);
  return isBounded(document) ? document : undefined;
}

/** The YAML of a body with every scalar as it is written: `1.0` is `1.0` and not the number 1. */
export function parseYamlTexts(body: Uint8Array): unknown {
  const text = decode(body);
  return text === undefined ? undefined : parseYaml(text, FAILSAFE_SCHEMA);
}

function decode(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    // Not UTF-8: said by the undefined.
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // It may be YAML.
    return undefined;
  }
}

function parseYaml(text: string, as = schema): unknown {
  try {
    // A `---` at the end, as templates leave it behind, begins a document with nothing in it.
    const [first, ...others] = loadAll(text, null, { schema: as });
    return others.every((other) => other === null) ? first : undefined;
  } catch {
    // Where it breaks is not said: AWS does not either.
    return undefined;
  }
}

/**
 * Aliases can make a small text a vast document, or an endless one. Level by level, so that no depth can
 * exhaust the stack.
 */
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
      for (const one of members) next.push(one);
    }
    level = next;
  }
  return true;
}
