import type { Invocation } from './invocation.js';
import { isTraceContext, traceOf } from './tracing/request-trace.js';

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
 * mappings). The trace context is that of the integration's span where that is exported, so that a function
 * which is called with it goes on with its trace. Name, value, name, value, ...
 */
export function requestHeaders(invocation: Invocation): readonly string[] {
  const { request } = invocation;
  const raw = request.rawHeaders;
  const headers: string[] = [];
  const { shown, spans, contextFields } = traceOf(invocation);
  const exportedFields = spans === null ? null : contextFields;
  const addresses: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const lower = raw[index]!.toLowerCase();
    if (lower === 'x-forwarded-for') addresses.push(raw[index + 1]!);
    if (replaced.has(lower) || (exportedFields !== null && isTraceContext(lower))) continue;
    headers.push(raw[index]!, raw[index + 1]!);
  }
  const { peerIp, port, isTls } = request.caller;
  addresses.push(peerIp);
  headers.push('Host', request.host, 'X-Amzn-Trace-Id', shown);
  if (exportedFields !== null) headers.push(...exportedFields);
  headers.push('X-Forwarded-For', addresses.join(', '));
  headers.push('X-Forwarded-Port', port, 'X-Forwarded-Proto', isTls ? 'https' : 'http');
  return headers;
}
