/**
 * Header fields by lower-case name. Several fields of one name are an array (Node's `request.headersDistinct`
 * has this form and is the better source: `request.headers` joins with a blank after the comma, which is not
 * what clients sign).
 */
export type HeaderFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The single value of a field, `undefined` when it is absent, `{ repeated: true }` when there are several.
 */
export function singleHeader(headers: HeaderFields, name: string): string | undefined | { repeated: true } {
  const value = ownHeader(headers, name);
  if (value === undefined || typeof value === 'string') return value;
  return value.length > 1 ? { repeated: true } : value[0];
}

/** The header block of a canonical request; `undefined` when a name that was signed is not in the request. */
export function canonicalHeaders(headers: HeaderFields, signedNames: readonly string[]): string | undefined {
  let block = '';
  for (const name of signedNames) {
    const value = ownHeader(headers, name);
    if (value === undefined) return undefined;
    block += `${name}:${typeof value === 'string' ? tidy(value) : value.map(tidy).join(',')}\n`;
  }
  return block;
}

// The names come from the caller: an own-property check keeps `constructor` and its like from reaching a
// prototype.
function ownHeader(headers: HeaderFields, name: string): string | readonly string[] | undefined {
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
}

/** Most values have nothing to tidy. */
const untidy = /^\s|\s$|\s\s|[^\S ]/;

function tidy(value: string): string {
  return untidy.test(value) ? value.trim().replace(/\s+/g, ' ') : value;
}
