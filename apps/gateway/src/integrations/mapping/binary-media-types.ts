/**
 * Whether a media type (of a Content-Type or Accept header, without parameters, in lower case) counts as
 * binary.
 */
export type IsBinary = (mediaType: string) => boolean;

/** Of an API without binary media types: what it decides need not be asked per request. */
export const nothingIsBinary: IsBinary = () => false;

/**
 * Compiles an API's binary media types: a type as it is, all of a kind with a wildcard on the right, or
 * everything. A wildcard on the left matches nothing, not even itself, and one on the right of a request's
 * type only itself (recorded: binary media).
 */
export function compileBinaryMediaTypes(types: readonly string[]): IsBinary {
  const lower = types.map((type) => type.toLowerCase());
  if (lower.includes('*/*')) return () => true;
  const exact = new Set(lower.filter((type) => !type.startsWith('*')));
  if (exact.size === 0) return nothingIsBinary;
  return (mediaType) => exact.has(mediaType) || exact.has(allOfItsKind(mediaType));
}

/**
 * `image/*` for `image/png`. What has no slash, or nothing on one side of it, is of no kind: the empty text,
 * which is no type of an API.
 */
function allOfItsKind(mediaType: string): string {
  const slash = mediaType.indexOf('/');
  return slash > 0 && slash < mediaType.length - 1 ? `${mediaType.slice(0, slash)}/*` : '';
}
