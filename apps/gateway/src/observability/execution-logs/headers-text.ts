import { maskSecret } from '../secrets/mask-secret.js';
import type { RequestSecrets } from '../secrets/request-secrets.js';

/** Headers (name, value, ...) as a map, those that are secrets masked; repeated ones joined by a comma. */
export function headersText(
  raw: readonly (string | Buffer)[],
  secrets: Pick<RequestSecrets, 'isSecret'>,
): string {
  const names: string[] = [];
  const values: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = textOf(raw[index]!);
    const sent = textOf(raw[index + 1]!);
    const value = secrets.isSecret(name) ? maskSecret(sent) : sent;
    const before = names.indexOf(name);
    if (before < 0) {
      names.push(name);
      values.push(value);
    } else {
      values[before] += `,${value}`;
    }
  }
  let text = '{';
  for (let index = 0; index < names.length; index++) {
    text += `${index === 0 ? '' : ', '}${names[index]}=${values[index]}`;
  }
  return `${text}}`;
}

const textOf = (text: string | Buffer): string => (typeof text === 'string' ? text : text.toString('latin1'));
