import { isHttpApiRequestHeader } from '../../http/http-api-headers.js';
import { InternedText } from '../../http/interned-text.js';
import { connectionOptions } from '../../http/header-rules.js';
import type { Invocation } from '../../invocation/invocation.js';
import { isTraceContext, traceOf } from '../../invocation/tracing/request-trace.js';
import { forwardedField, nothingTold, viaField, type EarlierWay, type WayField } from './earlier-way.js';

interface CallerHeader {
  readonly name: string;
  readonly lower: string;
  readonly passes: boolean;
  /** What it says of the way of the request; null for all that say something else. */
  readonly tells: WayField | null;
}

const wayFields: ReadonlyMap<string, WayField> = new Map([
  ['forwarded', 'forwarded'],
  ['via', 'via'],
  ['x-forwarded-for', 'addresses'],
  ['x-forwarded-host', 'host'],
  ['x-forwarded-proto', 'proto'],
]);

const names = new InternedText<CallerHeader>((name) => {
  const lower = name.toLowerCase();
  return { name, lower, passes: isHttpApiRequestHeader(lower), tells: wayFields.get(lower) ?? null };
});

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
  let earlier: EarlierWay | null = null;
  for (let index = 0; index < raw.length; index += 2) {
    const value = raw[index + 1]!;
    const { name, lower, passes, tells } = names.ofText(raw[index]!);
    if (!passes) {
      if (tells !== null) noteWay((earlier ??= { ...nothingTold }), tells, value);
      continue;
    }
    if (listed?.has(lower) || (spans !== null && isTraceContext(lower))) continue;
    // A signature is made for one host and says nothing to another (guide page "Important notes").
    if (lower === 'authorization' && value.startsWith('AWS4-HMAC-SHA256')) continue;
    headers.push(name, value);
  }
  headers.push('Forwarded', forwardedField(request, earlier));
  headers.push('Via', viaField(request.protocol, earlier));
  headers.push('X-Amzn-Trace-Id', toBackends);
  if (spans !== null) headers.push(...contextFields!);
  if (request.contentType === null) headers.push('Content-Type', 'application/octet-stream');
  const bodyBytes = invocation.body === null ? request.bodyBytes : invocation.body.length;
  if (bodyBytes) headers.push('Content-Length', String(bodyBytes));
  return headers;
}

/** Lines of one name are one list; of host and scheme the first counts. */
function noteWay(earlier: EarlierWay, field: WayField, value: string): void {
  const known = earlier[field];
  if (known === null) earlier[field] = value;
  else if (field !== 'host' && field !== 'proto') earlier[field] = `${known}, ${value}`;
}
