export type Place = 'path' | 'querystring' | 'header';

/** A parameter as people name it. */
export interface Parameter {
  readonly place: Place;
  readonly name: string;
  readonly isRequired: boolean;
}

/** Those of a map by keys such as `method.request.header.x`, of which `method.request` is the prefix. */
export const parametersOf = (prefix: string, map: Readonly<Record<string, boolean>>): Parameter[] =>
  Object.entries(map).flatMap(([key, isRequired]) => {
    if (!key.startsWith(`${prefix}.`)) return [];
    const match = /^(path|querystring|header)\.(.+)$/.exec(key.slice(prefix.length + 1));
    return match ? [{ place: match[1] as Place, name: match[2]!, isRequired }] : [];
  });

/** The map of the wire again; those without a name are not of it. */
export const parameterMap = (prefix: string, parameters: readonly Parameter[]): Record<string, boolean> =>
  Object.fromEntries(
    parameters
      .filter(({ name }) => name !== '')
      .map(({ place, name, isRequired }) => [`${prefix}.${place}.${name}`, isRequired]),
  );
