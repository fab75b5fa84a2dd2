import type { ParameterMapping } from '#libs/snapshot-format';

// Authorization and headers of the connection: mapping one fails every call of an AWS integration (recorded:
// header handling).
const forbidden =
  /^(?:content-length|transfer-encoding|authorization|connection|expect|proxy-authenticate|te)$/i;

/** The first header among these mappings that no AWS integration may set; null when there is none. */
export function forbiddenHeader(parameters: readonly ParameterMapping[]): string | null {
  return parameters.find(({ to }) => to.location === 'header' && forbidden.test(to.name))?.to.name ?? null;
}
