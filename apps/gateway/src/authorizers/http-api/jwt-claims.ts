import type { Claims } from '../../tokens/verify-token.js';

type ClaimTexts = Readonly<Record<string, string>>;

/** A token that is remembered comes with the same claims each time. */
const made = new WeakMap<Claims, ClaimTexts>();

/** Claims as events of HTTP APIs have them: every value as a text, lists as `[a b]` (public reports). */
export function jwtClaims(claims: Claims): ClaimTexts {
  const known = made.get(claims);
  if (known !== undefined) return known;
  const texts = Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, textOf(value)]));
  made.set(claims, texts);
  return texts;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? `[${value.map(textOf).join(' ')}]` : JSON.stringify(value);
}
