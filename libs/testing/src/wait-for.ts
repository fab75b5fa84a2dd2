import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  /** What is waited for, for the error: "the rollout is complete". */
  readonly describe?: string;
  /** Default 60 s: generous, since a machine may be ten times slower than usual. */
  readonly timeoutMs?: number;
  /** Pause between two looks; default 10 ms. */
  readonly intervalMs?: number;
}

/**
 * Looks again and again until the condition gives something truthy, and gives that. A condition that throws
 * counts as not yet. Throws at the timeout, with the description and the last error.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: WaitOptions = {},
): Promise<NonNullable<T>> {
  const { describe = 'a condition', timeoutMs = 60_000, intervalMs = 10 } = options;
  const giveUpAt = Date.now() + timeoutMs;
  let cause: unknown;
  do {
    try {
      const value = await condition();
      if (value) return value;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await delay(intervalMs);
  } while (Date.now() < giveUpAt);
  throw new Error(`waited ${timeoutMs} ms in vain for: ${describe}`, { cause });
}
