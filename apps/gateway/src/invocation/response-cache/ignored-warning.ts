import type { Routed } from '../invocation.js';

/** AWS documents that there is one, not its words (RFC 7234, section 5.5: 199 is a miscellaneous warning). */
const warning = '199 - "Cache-Control was ignored: the caller may not invalidate the cache"';

/** Says in a response that what its caller asked of the cache was not done. */
export function addIgnoredWarning(invocation: Routed): void {
  const response = invocation.response!;
  invocation.response = { ...response, headers: [...response.headers, 'Warning', warning] };
}
