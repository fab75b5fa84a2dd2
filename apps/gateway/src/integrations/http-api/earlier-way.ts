import { isIP } from 'node:net';
import type { Caller } from '../../http/caller.js';
import type { CallerRequest } from '../../http/caller-request.js';

/** What stood before us said of a request's way, each as it was written; null where it said none. */
export interface EarlierWay {
  forwarded: string | null;
  via: string | null;
  /** X-Forwarded-For */
  addresses: string | null;
  host: string | null;
  proto: string | null;
}

export type WayField = keyof EarlierWay;

export const nothingTold: Readonly<EarlierWay> = {
  forwarded: null,
  via: null,
  addresses: null,
  host: null,
  proto: null,
};

/** Many proxies' worth. What a caller makes up must not grow into headers that backends refuse. */
const wayCharsMax = 4096;

/** `Forwarded` (RFC 7239): the hops before us, and the hop to the gateway. */
export function forwardedField(
  request: Pick<CallerRequest, 'caller' | 'host'>,
  earlier: EarlierWay | null,
): string {
  const own = ownHop(request);
  if (earlier === null) return own;
  const { forwarded, addresses, host, proto } = earlier;
  if (forwarded === null && addresses === null) return own;
  const hops = forwarded === null ? [] : [closesItsQuotes.test(forwarded) ? forwarded : unknownHop];
  for (const address of addresses?.split(',') ?? []) {
    // Empty elements of a list are none (RFC 9110, section 5.6.1).
    if (address.trim() === '') continue;
    // What came with them was said of the first.
    const isFirst = hops.length === (forwarded === null ? 0 : 1);
    hops.push(hop(address.trim(), isFirst ? host : null, isFirst ? proto : null));
  }
  const before = hops.join(', ');
  if (before === '') return own;
  return `${before.length > wayCharsMax ? unknownHop : before}, ${own}`;
}

/**
 * `Via` with the gateway behind those before it (RFC 9110, section 7.6.3). What could swallow the gateway's
 * entry, such as a comment that does not end, and what is too long becomes one entry of somebody unknown.
 */
export function viaField(protocol: string, earlier: EarlierWay | null): string {
  const own = protocol === 'HTTP/1.1' ? ownVia : `${protocol} ${viaName}`;
  const via = earlier?.via ?? null;
  if (via === null) return own;
  return `${via.length > wayCharsMax || !closesItsComments(via) ? unknownVia : via}, ${own}`;
}

const viaName = 'AmazonAPIGateway';
const ownVia = `HTTP/1.1 ${viaName}`;
const unknownVia = '1.1 unknown';
const unknownHop = 'for=unknown';

/**
 * Comments nest, and a backslash takes the next character for itself (RFC 9110, section 5.6.5). Quotes have
 * no meaning in this field, but who reads it may take them for one.
 */
function closesItsComments(via: string): boolean {
  let depth = 0;
  for (let index = 0; index < via.length; index++) {
    const character = via[index];
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (character === '\\' && depth > 0) index += 1;
    else if (character === '"' && depth === 0) return false;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** The hop to the gateway. Most requests of a connection are for one host, and come from one caller. */
function ownHop({ caller, host }: Pick<CallerRequest, 'caller' | 'host'>): string {
  const known = ownHops.get(caller);
  if (known?.host === host) return known.text;
  const text = hop(caller.peerIp, host, caller.isTls ? 'https' : 'http');
  ownHops.set(caller, { host, text });
  return text;
}

const ownHops = new WeakMap<Caller, { readonly host: string; readonly text: string }>();

/** What is no address, host or scheme is left out: it is a caller's text. */
function hop(address: string, host: string | null, proto: string | null): string {
  const parts = [`for=${nodeName(address)}`];
  if (host !== null && plainHost.test(host)) parts.push(`host=${host.includes(':') ? `"${host}"` : host}`);
  if (proto !== null && /^https?$/i.test(proto)) parts.push(`proto=${proto.toLowerCase()}`);
  return parts.join(';');
}

/** RFC 7239, section 6: an IPv6 address stands in brackets and quotes, and has no zone. */
function nodeName(address: string): string {
  const version = isIP(address);
  return version === 4 ? address : version === 6 && !address.includes('%') ? `"[${address}]"` : 'unknown';
}

/** An open quote of a caller would swallow our own hop behind it (RFC 7239, section 4). */
const closesItsQuotes = /^(?:[^"]|"(?:[^"\\]|\\.)*")*$/;

const plainHost = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
