import { maskSecret } from '../secrets/mask-secret.js';
import type { RequestSecrets } from '../secrets/request-secrets.js';
import { mapText } from './line-text.js';

/** Headers (name, value, ...) as a map, those that are secrets masked; repeated ones joined by a comma. */
export function headersText(
  raw: readonly (string | Buffer)[],
  secrets: Pick<RequestSecrets, 'isSecret'>,
): string {
  const values = new Map<string, string>();
  for (let index = 0; index < raw.length; index += 2) {
    const name = textOf(raw[index]!);
    const sent = textOf(raw[index + 1]!);
    const value = secrets.isSecret(name) ? maskSecret(sent) : sent;
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return mapText(values);
}

const textOf = (text: string | Buffer): string => (typeof text === 'string' ? text : text.toString('latin1'));
