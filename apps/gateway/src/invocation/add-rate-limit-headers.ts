import type { CallerResponse } from './caller-response.js';

/**
 * The response with the fields that say what is left of the caller's limits. They go with successes and with
 * refusals for a limit (their `type` is given): a redirection with them could keep a client from following it
 * (draft-ietf-httpapi-ratelimit-headers-11, section 6). A backend's own fields stay beside ours: lists may be
 * split over several fields (RFC 9651, section 3.1).
 */
export function addRateLimitHeaders(
  response: CallerResponse,
  fields: readonly string[],
  refusedAs: string | null,
): CallerResponse {
  const refusedByLimit = refusedAs === 'THROTTLED' || refusedAs === 'QUOTA_EXCEEDED';
  const succeeded = refusedAs === null && response.status >= 200 && response.status < 300;
  return refusedByLimit || succeeded ? { ...response, headers: [...response.headers, ...fields] } : response;
}
