import type { PresentedSignature } from '#libs/sigv4';
import { isNamed } from '../http/raw-headers.js';
import type { Routed } from '../invocation/invocation.js';

/**
 * Takes a signature that was checked off the request, so that no backend, function or template sees what
 * could be sent again within its time: the headers or the members of the query that carry it, and the token
 * of the session. The rest stays in its order.
 */
export function hideSignature(invocation: Routed, style: PresentedSignature['style']): void {
  const { request, address } = invocation;
  const raw = request.rawHeaders;
  const kept: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!;
    if (isOfSignature(name, style)) continue;
    kept.push(name, raw[index + 1]!);
  }
  request.rawHeaders = kept;
  // A session's token may stand in the query also where the signature is in headers.
  if (address.query !== '') {
    const isHidden = style === 'query' ? membersOfSignature : tokenAlone;
    address.query = address.query
      .split('&')
      .filter((part) => !isHidden.has(nameOf(part)))
      .join('&');
  }
}

function isOfSignature(name: string, style: PresentedSignature['style']): boolean {
  if (isNamed(name, 'x-amz-security-token', 'X-Amz-Security-Token')) return true;
  if (style === 'query') return false;
  return isNamed(name, 'authorization', 'Authorization') || isNamed(name, 'x-amz-date', 'X-Amz-Date');
}

const membersOfSignature: ReadonlySet<string> = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Security-Token',
]);

const tokenAlone: ReadonlySet<string> = new Set(['X-Amz-Security-Token']);

/** As it is read when the signature is: unescaped. */
function nameOf(part: string): string {
  const equals = part.indexOf('=');
  const name = equals < 0 ? part : part.slice(0, equals);
  return name.replace(/%[0-9A-Fa-f]{2}/g, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16)));
}
