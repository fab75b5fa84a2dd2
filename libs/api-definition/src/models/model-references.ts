/** Reads the name of a model out of a `$ref`; undefined for references inside the same schema and for all else. */
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

/** The schema with every reference to a model turned into one to the model of that name in another RestApi; for copies. */
export const withReferencesTo = (schema: string, restApiId: string): string =>
  schema.replaceAll(
    /(https:\/\/apigateway\.amazonaws\.com(?:\.cn)?\/restapis\/)[^/"]+(\/models\/)/g,
    (_, before: string, after: string) => before + restApiId + after,
  );

/** The JSON in the text, or undefined when it is none. */
export function parseSchema(schema: string): unknown {
  try {
    return JSON.parse(schema) as unknown;
  } catch {
    // Not JSON: said by the undefined.
    return undefined;
  }
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
