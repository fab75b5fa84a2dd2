import type { Complain } from './complain.js';

const timeoutMsMin = 50;
const timeoutMsMax = 29_000;

/** The timeout of an integration, complained about when no gateway would take it. */
export function checkTimeout(timeoutMs: number, complain: Complain): number {
  if (!(timeoutMs >= timeoutMsMin && timeoutMs <= timeoutMsMax)) {
    complain(
      'bad-integration',
      `a timeout of ${timeoutMs} ms is not from ${timeoutMsMin} to ${timeoutMsMax}`,
    );
  }
  return timeoutMs;
}
