import { endpointOf } from '#libs/snapshot-format';
import type { RestSnapshot } from '#libs/snapshot-format';
import { spellHeader } from '../../http/header-spelling.js';
import { InternedText } from '../../http/interned-text.js';
import type { DeclaredStep } from '../step.js';

/**
 * What a request to an edge-optimised API has been through at AWS: its well-known headers in their canonical
 * spelling, its cookies sorted by name, and no Content-MD5 (guide page "API endpoint types"; recorded: others
 * keep their spelling). See "passThroughEdge" in docs/REQUEST-PIPELINE.md.
 */
export const passThroughEdge: DeclaredStep<RestSnapshot> = {
  name: 'passThroughEdge',
  isUsedBy: ({ definition: { authorization } }, snapshot) =>
    endpointOf(snapshot)?.type === 'EDGE' && authorization.type !== 'AWS_IAM',
  run({ request }) {
    request.rawHeaders = atEdge(request.rawHeaders);
    return null;
  },
};

interface EdgeHeader {
  readonly name: string;
  readonly becomes: 'another name' | 'sorted' | 'nothing' | 'itself';
}

const headers = new InternedText<EdgeHeader>((sent) => {
  const name = spellHeader(sent);
  if (name === 'Cookie') return { name, becomes: 'sorted' };
  if (sent.toLowerCase() === 'content-md5') return { name, becomes: 'nothing' };
  return { name, becomes: name === sent ? 'itself' : 'another name' };
});

/** The same list where there is nothing to change, as with most requests over HTTP/1.1. */
export function atEdge(raw: readonly string[]): readonly string[] {
  let changed: string[] | null = null;
  let cookieAt = -1;
  for (let index = 0; index < raw.length; index += 2) {
    const { name, becomes } = headers.ofText(raw[index]!);
    if (becomes === 'itself') {
      changed?.push(name, raw[index + 1]!);
      continue;
    }
    changed ??= raw.slice(0, index);
    if (becomes === 'nothing') continue;
    if (becomes === 'sorted' && cookieAt >= 0) {
      changed[cookieAt] += `; ${raw[index + 1]!}`;
      continue;
    }
    changed.push(name, raw[index + 1]!);
    if (becomes === 'sorted') cookieAt = changed.length - 1;
  }
  if (changed === null) return raw;
  if (cookieAt >= 0) changed[cookieAt] = sortedCookies(changed[cookieAt]!);
  return changed;
}

/** By name, and those of one name as they came; one blank between (RFC 6265, section 4.2.1). */
function sortedCookies(value: string): string {
  const cookies = value
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '');
  if (cookies.length < 2) return value;
  return cookies
    .map((cookie) => ({ cookie, name: nameOf(cookie) }))
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
    .map(({ cookie }) => cookie)
    .join('; ');
}

function nameOf(cookie: string): string {
  const equals = cookie.indexOf('=');
  return equals < 0 ? cookie : cookie.slice(0, equals);
}
