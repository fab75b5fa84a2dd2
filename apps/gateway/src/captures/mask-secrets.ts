import { isSecretName } from '../http/secret-names.js';

/** What stands in place of a secret: nothing of it, since what is captured is there to be passed around. */
const mask = '***';

/** `more`: further names in lower case, of what an authorizer takes for the caller's identity. */
export function maskHeaders(headers: readonly string[], more: ReadonlySet<string>): string[] {
  return headers.map((text, index) => (index % 2 === 1 && isSecret(headers[index - 1]!, more) ? mask : text));
}

/** Path and query, with the values of its secrets masked. */
export function maskTarget(target: string, more: ReadonlySet<string>): string {
  const question = target.indexOf('?');
  if (question < 0) return target;
  const parts = target.slice(question + 1).split('&');
  const masked = parts.map((part) => {
    const equals = part.indexOf('=');
    return equals >= 0 && isSecret(decoded(part.slice(0, equals)), more)
      ? `${part.slice(0, equals)}=${mask}`
      : part;
  });
  return `${target.slice(0, question)}?${masked.join('&')}`;
}

const isSecret = (name: string, more: ReadonlySet<string>): boolean =>
  isSecretName(name) || more.has(name.toLowerCase());

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
