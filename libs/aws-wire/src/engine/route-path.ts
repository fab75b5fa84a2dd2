/** A part of a path template: literal text or a named parameter. */
export type UriSegment = { readonly literal: string } | { readonly parameter: string };

/**
 * Splits a path template of the operation table: `/restapis/{restapi_id}` gives
 * `[{ literal: 'restapis' }, { parameter: 'restapi_id' }]`.
 */
export function parseUriTemplate(uri: string): readonly UriSegment[] {
  return uri
    .split('/')
    .slice(1)
    .map((segment) =>
      segment.startsWith('{') && segment.endsWith('}')
        ? { parameter: segment.slice(1, -1) }
        : { literal: segment },
    );
}

/**
 * The same path for Nest and Fastify: `/restapis/:restapi_id`. A parameter is one encoded segment, so an ARN
 * arrives with its slashes as `%2F` and is decoded by the router after matching.
 */
export function routePath(uri: string): string {
  return parseUriTemplate(uri)
    .map((segment) => ('literal' in segment ? `/${segment.literal}` : `/:${segment.parameter}`))
    .join('');
}
