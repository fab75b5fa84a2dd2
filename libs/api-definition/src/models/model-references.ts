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

/** The schema with every reference to a model of one RestApi turned into one to the same model of another; for copies of an API. */
export const withReferencesTo = (schema: string, fromRestApiId: string, toRestApiId: string): string =>
  schema.replaceAll(`/restapis/${fromRestApiId}/models/`, `/restapis/${toRestApiId}/models/`);

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
