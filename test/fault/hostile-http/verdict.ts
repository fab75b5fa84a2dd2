import type { HostileCase } from './hostile-case.js';
import type { Objection } from './strict-reader.js';

/** What came of a case: the names that its end may be called by, and what must never happen but did. */
export interface Verdict {
  readonly outcomes: readonly string[];
  readonly forbidden: readonly string[];
  /** For the message of a failed test. */
  readonly detail: string;
}

/**
 * Null when a case ended well: with an outcome that it allows, and with nothing forbidden. Else what is wrong
 * with it, in words.
 */
export function faultOf({ allowed }: HostileCase, { outcomes, forbidden, detail }: Verdict): string | null {
  if (forbidden.length > 0) return `${forbidden.join(', ')}: ${detail}`;
  if (outcomes.some((outcome) => allowed.includes(outcome))) return null;
  return `${outcomes.join(' or ') || 'neither refused nor passed on'}, but allowed is ${allowed.join(', ')}: ${detail}`;
}

export const refusedWith = (status: number): string[] =>
  status === 408 ? ['reject-408', 'timeout-close'] : [`reject-${status}`];
export const closed = ['close', 'timeout-close'] as const;

export function forbiddenOf({ kind }: Objection): string {
  return `forward-${kind}`;
}

/** The texts that are in it, in any case. */
export function found(texts: readonly string[], within: string): boolean {
  const lower = within.toLowerCase();
  return texts.some((text) => lower.includes(text.toLowerCase()));
}
