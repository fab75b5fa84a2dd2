import type { Answer } from './answer.js';

/**
 * The answer with the fields that say what is left of the caller's limits. They go with successes and with refusals for a limit (their `type` is
 * given): a redirection with them could keep a client from following it (draft-ietf-httpapi-ratelimit-headers-11, section 6). A backend's own fields stay beside ours: lists
 * may be split over several fields (RFC 9651, section 3.1).
 */
export function addLimitFields(answer: Answer, fields: readonly string[], refusedAs: string | null): Answer {
  const refusedByLimit = refusedAs === 'THROTTLED' || refusedAs === 'QUOTA_EXCEEDED';
  const succeeded = refusedAs === null && answer.status >= 200 && answer.status < 300;
  return refusedByLimit || succeeded ? { ...answer, headers: [...answer.headers, ...fields] } : answer;
}
