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
