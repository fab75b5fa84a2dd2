/** Characters (the model's `UriWithLengthBetween1And2048`). */
const LENGTH_MAX = 2048;

/**
 * Whether the text can name an issuer of tokens: a URL without query, fragment and credentials. Over plain
 * HTTP only on the machine itself, where nobody can stand between (ours; AWS takes https alone).
 */
export function isIssuer(text: string): boolean {
  if (text.length > LENGTH_MAX || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isPlain = username === '' && password === '' && search === '' && hash === '';
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname)));
}

const loopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
