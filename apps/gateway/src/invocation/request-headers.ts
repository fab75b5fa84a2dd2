import { traceIdOf } from './trace-id.js';
import type { Invocation } from './invocation.js';

// The gateway says these itself; of the caller's only X-Forwarded-For counts, and goes in front.
const replaced: ReadonlySet<string> = new Set([
  'host',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/**
 * The headers of a request as its execution sees them, in mappings, templates, checks and events: the
 * caller's, and what the gateway adds to them (recorded: Lambda proxy; public reports of templates and
 * mappings). Name, value, name, value, ...
 */
export function requestHeaders(invocation: Invocation): readonly string[] {
  const { request } = invocation;
  const raw = request.rawHeaders;
  const headers: string[] = [];
  const addresses: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const lower = raw[index]!.toLowerCase();
    if (lower === 'x-forwarded-for') addresses.push(raw[index + 1]!);
    if (!replaced.has(lower)) headers.push(raw[index]!, raw[index + 1]!);
  }
  const { peerIp, port, isTls } = request.caller;
  addresses.push(peerIp);
  headers.push('Host', request.host, 'X-Amzn-Trace-Id', traceIdOf(invocation));
  headers.push('X-Forwarded-For', addresses.join(', '));
  headers.push('X-Forwarded-Port', port, 'X-Forwarded-Proto', isTls ? 'https' : 'http');
  return headers;
}
