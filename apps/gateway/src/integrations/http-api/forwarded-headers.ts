import { isIP } from 'node:net';
import type { Caller } from '../../http/caller.js';
import { isHttpApiRequestHeader } from '../../http/http-api-headers.js';
import { InternedText } from '../../http/interned-text.js';
import { connectionOptions } from '../../http/header-rules.js';
import type { Invocation } from '../../invocation/invocation.js';
import { isTraceContext, traceOf } from '../../invocation/tracing/request-trace.js';

interface CallerHeader {
  readonly name: string;
  readonly lower: string;
  readonly passes: boolean;
}

const names = new InternedText<CallerHeader>((name) => {
  const lower = name.toLowerCase();
  return { name, lower, passes: isHttpApiRequestHeader(lower) };
});

/** What stood before us said of the way of a request. */
interface EarlierWay {
  forwarded: string | null;
  via: string | null;
  addresses: string | null;
  host: string | null;
  proto: string | null;
}

/**
 * The caller's headers as they go on to an HTTP backend: without those of the connection, `X-Forwarded-*` in
 * one `Forwarded` (RFC 7239) with the hop to the gateway behind them, and with a content type (guide page
 * "Important notes", HTTP APIs).
 */
export function forwardedHeaders(invocation: Invocation): string[] {
  const { request } = invocation;
  const raw = request.rawHeaders;
  const headers: string[] = [];
  const listed = connectionOptions(request.connection);
  const { toBackends, contextFields, spans } = traceOf(invocation);
  const earlier: EarlierWay = { forwarded: null, via: null, addresses: null, host: null, proto: null };
  for (let index = 0; index < raw.length; index += 2) {
    const value = raw[index + 1]!;
    const { name, lower, passes } = names.ofText(raw[index]!);
    if (!passes) {
      noteWay(earlier, lower, value);
      continue;
    }
    if (listed?.has(lower) || (spans !== null && isTraceContext(lower))) continue;
    // A signature is made for one host and says nothing to another (guide page "Important notes").
    if (lower === 'authorization' && value.startsWith('AWS4-HMAC-SHA256')) continue;
    headers.push(name, value);
  }
  headers.push('Forwarded', forwardedOf(invocation, earlier));
  headers.push(
    'Via',
    `${earlier.via === null ? '' : `${earlier.via}, `}${request.protocol} AmazonAPIGateway`,
  );
  headers.push('X-Amzn-Trace-Id', toBackends);
  if (spans !== null) headers.push(...contextFields!);
  if (request.contentType === null) headers.push('Content-Type', 'application/octet-stream');
  const bodyBytes = invocation.body === null ? request.bodyBytes : invocation.body.length;
  if (bodyBytes) headers.push('Content-Length', String(bodyBytes));
  return headers;
}

function noteWay(earlier: EarlierWay, lower: string, value: string): void {
  const joined = (known: string | null): string => (known === null ? value : `${known}, ${value}`);
  switch (lower) {
    case 'forwarded':
      earlier.forwarded = joined(earlier.forwarded);
      break;
    case 'via':
      earlier.via = joined(earlier.via);
      break;
    case 'x-forwarded-for':
      earlier.addresses = joined(earlier.addresses);
      break;
    case 'x-forwarded-host':
      earlier.host ??= value;
      break;
    case 'x-forwarded-proto':
      earlier.proto ??= value;
      break;
  }
}

function forwardedOf({ request }: Invocation, { forwarded, addresses, host, proto }: EarlierWay): string {
  const own = ownHop(request);
  if (forwarded === null && addresses === null) return own;
  const hops = forwarded === null ? [] : [closesItsQuotes.test(forwarded) ? forwarded : 'for=unknown'];
  addresses?.split(',').forEach((address, index) => {
    // What came with them was said of the first.
    hops.push(hop(address.trim(), index === 0 ? host : null, index === 0 ? proto : null));
  });
  return [...hops, own].join(', ');
}

/** The hop to the gateway. Most requests of a connection are for one host, and come from one caller. */
function ownHop({ caller, host }: Invocation['request']): string {
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
  if (proto !== null && /^https?$/.test(proto)) parts.push(`proto=${proto}`);
  return parts.join(';');
}

/** RFC 7239, section 6: an IPv6 address stands in brackets and quotes. */
function nodeName(address: string): string {
  const version = isIP(address);
  return version === 4 ? address : version === 6 ? `"[${address}]"` : 'unknown';
}

/** An open quote of a caller would swallow our own hop behind it (RFC 7239, section 4). */
const closesItsQuotes = /^(?:[^"]|"(?:[^"\\]|\\.)*")*$/;

const plainHost = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
