import { logTime } from '../invocation/log-time.js';
import type { Claims } from '../tokens/verify-token.js';

const times = new Set(['exp', 'iat']);

/**
 * Claims as `$context.authorizer.claims` has them: every value as text, two of the times as Java prints dates
 * (published test results).
 */
export function claimTexts(claims: Claims): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      times.has(name) && typeof value === 'number' ? logTime(value * 1000) : textOf(value),
    ]),
  );
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(textOf).join(',') : JSON.stringify(value);
}
