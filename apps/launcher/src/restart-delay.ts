const firstDelayMs = 250;
const longestDelayMs = 10_000;
const soundLifeMs = 30_000;

/** What is remembered between two ends of one process. */
export interface RestartState {
  readonly delayMs: number;
  readonly failures: number;
}

export const noFailures: RestartState = { delayMs: 0, failures: 0 };

/**
 * How long to wait after a process ended: doubling from 250 ms to 10 s, from the start again after a life of
 * 30 s.
 */
export function nextRestart(previous: RestartState, livedMs: number): RestartState {
  const failures = livedMs >= soundLifeMs ? 1 : previous.failures + 1;
  return { failures, delayMs: Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs) };
}
