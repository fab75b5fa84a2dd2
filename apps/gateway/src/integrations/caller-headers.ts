import type { IncomingMessage } from 'node:http';
import { sourceIp } from '../invocation/request-context.js';
import type { Invocation } from '../invocation/invocation.js';
import { connectionOptions, headerRules } from './header-rules.js';
import { newTraceId } from './trace-id.js';

/**
 * The caller's headers as they go on to an HTTP_PROXY backend: without those that belong to the connection or that API Gateway keeps,
 * without those that a mapping replaces, and with what the gateway adds (recorded: header handling).
 */
export function forwardedHeaders(invocation: Invocation, replaced: ReadonlySet<string> | null): string[] {
  const { request, head, address } = invocation;
  const raw = request.rawHeaders;
  const headers: string[] = [];
  const listed = connectionOptions(head.connection);
  let traceId: string | null = null;
  let forwardedFor: string | null = null;
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index]!;
    const value = raw[index + 1]!;
    const lower = name.toLowerCase();
    const rule = headerRules.get(lower);
    // Behind CGI-like interfaces `Transfer_Encoding` is read as the name with hyphens; what may not be said there may not be said so.
    if (rule === undefined && lower.includes('_')) {
      if (headerRules.get(lower.replaceAll('_', '-'))?.fromCaller === 'drop') continue;
    } else if (rule?.fromCaller === 'drop') {
      if (lower === 'x-amzn-trace-id') traceId = value;
      else if (lower === 'x-forwarded-for') forwardedFor = forwardedFor ? `${forwardedFor}, ${value}` : value;
      continue;
    }
    if (listed?.has(lower) || replaced?.has(lower)) continue;
    // A signature is made for one host and says nothing to another (guide page "Important notes").
    if (lower === 'authorization' && value.startsWith('AWS4-HMAC-SHA256')) continue;
    headers.push(name, value);
  }
  const ip = sourceIp(request.socket.remoteAddress);
  if (!replaced?.has('x-forwarded-for')) {
    headers.push('X-Forwarded-For', forwardedFor ? `${forwardedFor}, ${ip}` : ip);
  }
  if (!replaced?.has('x-forwarded-port')) headers.push('X-Forwarded-Port', String(request.socket.localPort));
  if (!replaced?.has('x-forwarded-proto')) headers.push('X-Forwarded-Proto', protocolOf(request));
  headers.push('X-Amzn-Trace-Id', traceId?.includes('Root=') ? traceId : newTraceId(invocation.receivedAtMs));
  headers.push('x-amzn-apigateway-api-id', address.apiId);
  const bodyBytes = invocation.body === null ? head.bodyBytes : invocation.body.length;
  if (bodyBytes) headers.push('Content-Length', String(bodyBytes));
  return headers;
}

function protocolOf(request: IncomingMessage): string {
  return 'encrypted' in request.socket ? 'https' : 'http';
}
