/**
 * Reads the name of a model out of a `$ref`; undefined for references inside the same schema and for all
 * else.
 */
export function referencedModelName(reference: string): string | undefined {
  return /^https:\/\/apigateway\.amazonaws\.com(?:\.cn)?\/restapis\/[^/]+\/models\/([a-zA-Z0-9]+)$/.exec(
    reference,
  )?.[1];
}

/** Names of the models that a schema refers to, each once; none when the text is not JSON. */
export function referencedModelNames(schema: string): readonly string[] {
  // A cheap test first: most schemas refer to nothing, and this runs over every model when one is deleted.
  if (!schema.includes('$ref')) return [];
  const names = new Set<string>();
  collect(parseSchema(schema), names);
  return [...names];
}

/**
 * The schema with every reference to a model turned into one to the model of that name in another RestApi;
 * for copies.
 */
export const withReferencesTo = (schema: string, restApiId: string): string =>
  schema.replaceAll(
    /(https:\/\/apigateway\.amazonaws\.com(?:\.cn)?\/restapis\/)[^/"]+(\/models\/)/g,
    (_, before: string, after: string) => before + restApiId + after,
  );

/** Objects and arrays inside one another; far more than schemas have, far fewer than the stack holds. */
const DEPTH_MAX = 200;

/** The JSON in the text, or undefined when it is none, or is nested too deeply to walk through. */
export function parseSchema(schema: string): unknown {
  try {
    const value: unknown = JSON.parse(schema);
    return isDeeperThan(value, DEPTH_MAX) ? undefined : value;
  } catch {
    // Not JSON: said by the undefined.
    return undefined;
  }
}

/** Level by level, so that no depth can exhaust the stack. */
function isDeeperThan(value: unknown, max: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > max) return true;
    level = level.flatMap((element) =>
      typeof element === 'object' && element !== null ? (Object.values(element) as unknown[]) : [],
    );
  }
  return false;
}

function collect(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === '$ref' && typeof member === 'string') {
      const name = referencedModelName(member);
      if (name !== undefined) names.add(name);
    } else {
      collect(member, names);
    }
  }
}
