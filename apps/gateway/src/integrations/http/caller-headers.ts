import type { Invocation } from '../../invocation/invocation.js';
import { InternedText } from '../../http/interned-text.js';
import { connectionOptions, headerRules } from '../../http/header-rules.js';
import { isTraceContext, traceOf } from '../../invocation/tracing/request-trace.js';

/** What becomes of a caller's header. */
interface CallerHeader {
  /** As the caller spells it. */
  readonly name: string;
  readonly lower: string;
  readonly isDropped: boolean;
}

const names = new InternedText<CallerHeader>((name) => {
  const lower = name.toLowerCase();
  // Behind CGI-like interfaces `Transfer_Encoding` is read as the name with hyphens; what may not be said
  // there may not be said so.
  const rule = headerRules.get(lower) ?? headerRules.get(lower.replaceAll('_', '-'));
  return { name, lower, isDropped: rule?.fromCaller === 'drop' };
});

/**
 * The caller's headers as they go on to an HTTP_PROXY backend: without those that belong to the connection or
 * that API Gateway keeps, without those that a mapping replaces, and with what the gateway adds (recorded:
 * header handling).
 */
export function forwardedHeaders(invocation: Invocation, replaced: ReadonlySet<string> | null): string[] {
  const { request, address } = invocation;
  const raw = request.rawHeaders;
  const headers: string[] = [];
  const listed = connectionOptions(request.connection);
  const { toBackends, contextFields, spans } = traceOf(invocation);
  let forwardedFor: string | null = null;
  for (let index = 0; index < raw.length; index += 2) {
    const value = raw[index + 1]!;
    const { name, lower, isDropped } = names.ofText(raw[index]!);
    if (isDropped) {
      if (lower === 'x-forwarded-for') forwardedFor = forwardedFor ? `${forwardedFor}, ${value}` : value;
      continue;
    }
    if (listed?.has(lower) || replaced?.has(lower)) continue;
    if (spans !== null && isTraceContext(lower)) continue;
    // A signature is made for one host and says nothing to another (guide page "Important notes").
    if (lower === 'authorization' && value.startsWith('AWS4-HMAC-SHA256')) continue;
    headers.push(name, value);
  }
  const { peerIp, port, isTls } = request.caller;
  if (!replaced?.has('x-forwarded-for')) {
    headers.push('X-Forwarded-For', forwardedFor ? `${forwardedFor}, ${peerIp}` : peerIp);
  }
  if (!replaced?.has('x-forwarded-port')) headers.push('X-Forwarded-Port', port);
  if (!replaced?.has('x-forwarded-proto')) headers.push('X-Forwarded-Proto', isTls ? 'https' : 'http');
  headers.push('X-Amzn-Trace-Id', toBackends);
  // Else the caller's have gone on as they are.
  const isMapped = replaced !== null && (replaced.has('traceparent') || replaced.has('tracestate'));
  if (spans !== null && !isMapped) headers.push(...contextFields!);
  headers.push('x-amzn-apigateway-api-id', address.apiId);
  const bodyBytes = invocation.body === null ? request.bodyBytes : invocation.body.length;
  if (bodyBytes) headers.push('Content-Length', String(bodyBytes));
  return headers;
}
