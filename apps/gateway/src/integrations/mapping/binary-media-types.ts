/** Whether a media type (of a Content-Type or Accept header, without parameters, in lower case) counts as binary. */
export type IsBinary = (mediaType: string) => boolean;

/** Of an API without binary media types: what need not be asked per request can be told by it. */
export const nothingIsBinary: IsBinary = () => false;

/**
 * Compiles an API's binary media types: a type as it is, all of a kind with a wildcard on the right, or everything. A wildcard on the left
 * matches nothing, and a wildcard in the request only itself (recorded: binary media).
 */
export function compileBinaryMediaTypes(types: readonly string[]): IsBinary {
  const exact = new Set(types.map((type) => type.toLowerCase()));
  if (exact.has('*/*')) return () => true;
  if (exact.size === 0) return nothingIsBinary;
  return (mediaType) => exact.has(mediaType) || exact.has(`${mediaType.slice(0, mediaType.indexOf('/'))}/*`);
}
