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
  if (style === 'query') {
    address.query = address.query
      .split('&')
      .filter((part) => !isOfPresignedQuery(part))
      .join('&');
  }
}

function isOfSignature(name: string, style: PresentedSignature['style']): boolean {
  if (isNamed(name, 'x-amz-security-token', 'X-Amz-Security-Token')) return true;
  if (style === 'query') return false;
  return isNamed(name, 'authorization', 'Authorization') || isNamed(name, 'x-amz-date', 'X-Amz-Date');
}

const members = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Security-Token',
]);

/** Compared as they are read when the signature is: unescaped. */
function isOfPresignedQuery(part: string): boolean {
  const equals = part.indexOf('=');
  const name = equals < 0 ? part : part.slice(0, equals);
  return members.has(
    name.replace(/%[0-9A-Fa-f]{2}/g, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16))),
  );
}
