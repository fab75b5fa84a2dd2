import { logTime } from '../invocation/log-time.js';
import type { Claims } from '../tokens/verify-token.js';

const times = new Set(['exp', 'iat']);

/**
 * Claims as `$context.authorizer.claims` has them: every value as text, two of the times as Java prints dates
 * (published test results).
 */
export function claimTexts(claims: Claims): ClaimTexts {
  const known = made.get(claims);
  if (known !== undefined) return known;
  const texts = textsOf(claims);
  made.set(claims, texts);
  return texts;
}

type ClaimTexts = Readonly<Record<string, string>>;
/** A token that is remembered comes with the same claims each time. */
const made = new WeakMap<Claims, ClaimTexts>();

function textsOf(claims: Claims): ClaimTexts {
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
