import type { ActiveStage } from '../../invocation/active-stage.js';
import { maskSecret } from './mask-secret.js';

/** The text with each of the secrets masked. */
export function maskAll(text: string, secrets: Iterable<string>): string {
  let masked = text;
  for (const secret of secrets) {
    if (masked.includes(secret)) masked = masked.replaceAll(secret, maskSecret(secret));
  }
  return masked;
}

/** Fewer characters of a secret's beginning are no secret, where a text may have been cut or not. */
const usuallyMin = 8;

/**
 * The text, which was cut where it ends, without the beginning of a secret that the cut has left of it:
 * nothing of that is shown.
 */
export function maskCutSecret(text: string, secrets: Iterable<string>, beginningMin = usuallyMin): string {
  // Half a character at a cut has become U+FFFD.
  const shown = text.replace(/\ufffd+$/, '');
  let end = shown.length;
  for (const secret of secrets) {
    if (secret.length <= beginningMin) continue;
    const beginning = secret.slice(0, beginningMin);
    let at = shown.indexOf(beginning, Math.max(0, shown.length - secret.length));
    while (at >= 0 && !secret.startsWith(shown.slice(at))) at = shown.indexOf(beginning, at + 1);
    if (at >= 0) end = Math.min(end, at);
  }
  return end === shown.length ? text : `${text.slice(0, end)}***`;
}

/** A secret as it is, and as it stands in JSON and in a URI; none of an empty one. */
export function spellingsOf(secret: string): readonly string[] {
  if (secret === '') return [];
  // Half a character, which JSON can hold, would be an error.
  const inUri = encodeURIComponent(Buffer.from(secret).toString());
  return [...new Set([secret, JSON.stringify(secret).slice(1, -1), inUri])];
}

/** The text without the values of the stage's secret variables, which addresses of backends are made with. */
export function maskVariables(text: string, stage: ActiveStage | null): string {
  const values = stage?.observability.secretValues ?? [];
  return values.length === 0 ? text : maskAll(text, values.flatMap(spellingsOf));
}
