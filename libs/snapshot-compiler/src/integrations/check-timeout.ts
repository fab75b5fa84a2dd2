import type { Complain } from './complain.js';

const timeoutMsMin = 50;
const timeoutMsMax = 29_000;
/** A quarter of an hour (guide page "Stream the integration response"). */
const streamedTimeoutMsMax = 900_000;

/** The timeout of an integration, complained about when no gateway would take it. */
export function checkTimeout(timeoutMs: number, streams: boolean, complain: Complain): number {
  const max = streams ? streamedTimeoutMsMax : timeoutMsMax;
  if (!(timeoutMs >= timeoutMsMin && timeoutMs <= max)) {
    complain('bad-integration', `a timeout of ${timeoutMs} ms is not from ${timeoutMsMin} to ${max}`);
  }
  return timeoutMs;
}
