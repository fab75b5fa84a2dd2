import type { Span, SpanAttributes } from '#libs/traces';
import { firstHeader } from '../../http/raw-headers.js';
import type { IntegrationRequest } from '../../invocation/exchange.js';
import type { Invocation } from '../../invocation/invocation.js';
import type { RequestRecord } from '../../invocation/record/request-record.js';
import type { ExportedSpans } from '../../invocation/tracing/request-trace.js';

/**
 * The spans of a request that is complete, by the semantic conventions for HTTP: the request itself, and,
 * where they were called, its authorizer and its integration. Nothing of queries, bodies and headers but the
 * user agent is in them.
 */
export function requestSpans(
  record: RequestRecord,
  invocation: Invocation,
  ids: ExportedSpans,
): readonly Span[] {
  const spans = [requestSpan(record, invocation, ids)];
  if (record.authorizerSentAfterMs >= 0) spans.push(authorizerSpan(record, invocation, ids));
  const integration = integrationSpan(record, invocation, ids);
  if (integration !== null) spans.push(integration);
  return spans;
}

function requestSpan(record: RequestRecord, { request }: Invocation, ids: ExportedSpans): Span {
  const { status, refusal, method, stage, requestId } = record;
  const { host, caller, sentMethod, target, protocol } = request;
  const route = method === null ? undefined : `/${record.stageName}${method.resourcePath}`;
  const { name, attributes } = methodAttributes(sentMethod);
  const hasFailed = status >= 500;
  return {
    traceId: ids.traceId,
    spanId: ids.requestSpanId,
    parentSpanId: ids.callerSpanId,
    traceState: ids.traceState,
    name: route === undefined ? name : `${name} ${route}`,
    kind: 'server',
    startMs: record.receivedAtMs,
    endMs: record.receivedAtMs + record.endedAfterMs,
    hasFailed,
    attributes: {
      ...attributes,
      'url.scheme': caller.isTls ? 'https' : 'http',
      'url.path': pathOf(target),
      'http.route': route,
      'http.response.status_code': status || undefined,
      'error.type': hasFailed || status === 0 ? (refusal?.code ?? String(status)) : undefined,
      'http.request.body.size': record.bytesIn,
      'http.response.body.size': record.bytesOut,
      'server.address': host.replace(/:\d+$/, ''),
      'server.port': Number(caller.port),
      'client.address': record.sourceIp,
      'network.protocol.version': protocol.replace(/^HTTP\//, ''),
      'user_agent.original': firstHeader(request.rawHeaders, 'user-agent'),
      // As X-Ray's segments of API Gateway have them.
      'aws.request_id': requestId,
      'aws.extended_request_id': record.extendedRequestId,
      'aws.api_gateway.rest_api_id': record.apiId,
      'aws.api_gateway.stage': record.stageName,
      'aws.api_gateway.account_id': stage?.document.accountId,
      'tollgate.api_name': stage?.observability.apiName || undefined,
      'tollgate.deployment_id': stage?.document.deploymentId,
      'tollgate.api_key_id': record.apiKeyId,
      'tollgate.usage_plan_id': record.usagePlanId,
      'tollgate.refusal': refusal?.code,
    },
  };
}

/** A call where its function was called for this request, else the wait for what others had asked already. */
function authorizerSpan(record: RequestRecord, invocation: Invocation, ids: ExportedSpans): Span {
  const { authorizerExchange, method } = invocation;
  const request = authorizerExchange?.request ?? null;
  const status = authorizerExchange?.result?.status ?? 0;
  const times = { sent: record.authorizerSentAfterMs, ended: record.authorizerEndedAfterMs };
  return callSpan(record, ids, times, {
    spanId: ids.authorizerSpanId,
    ...(request === null
      ? { name: 'authorize', kind: 'internal', attributes: {}, hasFailed: false }
      : callMembers(request, status, record)),
    more: { 'tollgate.authorizer_id': method?.authorizerId },
  });
}

/** Null where nothing was sent: MOCK, or a request that was refused before. */
function integrationSpan(record: RequestRecord, { exchange }: Invocation, ids: ExportedSpans): Span | null {
  const request = exchange?.request ?? null;
  if (request === null || record.integrationSentAfterMs < 0) return null;
  const times = { sent: record.integrationSentAfterMs, ended: record.integrationEndedAfterMs };
  return callSpan(record, ids, times, {
    spanId: ids.integrationSpanId,
    ...callMembers(request, record.integrationStatus, record),
    more: {},
  });
}

type CallMembers = Pick<Span, 'name' | 'kind' | 'attributes' | 'hasFailed'>;

function callSpan(
  { receivedAtMs, endedAfterMs }: RequestRecord,
  { traceId, traceState, requestSpanId }: ExportedSpans,
  { sent, ended }: { readonly sent: number; readonly ended: number },
  { more, ...call }: CallMembers & { readonly spanId: string; readonly more: SpanAttributes },
): Span {
  return {
    traceId,
    traceState,
    parentSpanId: requestSpanId,
    startMs: receivedAtMs + sent,
    endMs: receivedAtMs + (ended < 0 ? endedAfterMs : ended),
    ...call,
    attributes: { ...call.attributes, ...more },
  };
}

/** `status`: 0 when none came. */
function callMembers(
  { httpMethod, origin, path }: IntegrationRequest,
  status: number,
  { refusal }: RequestRecord,
): CallMembers {
  const { protocol, hostname, port } = new URL(origin);
  const { name, attributes } = methodAttributes(httpMethod);
  const hasFailed = status === 0 || status >= 400;
  return {
    name,
    kind: 'client',
    hasFailed,
    attributes: {
      ...attributes,
      'url.full': `${origin}${pathOf(path)}`,
      'server.address': hostname,
      'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
      'http.response.status_code': status || undefined,
      'error.type': !hasFailed ? undefined : status > 0 ? String(status) : (refusal?.code ?? '_OTHER'),
    },
  };
}

/** The methods that the conventions know; any other is a caller's text, and must not make names of spans. */
const knownMethods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
  'QUERY',
]);

function methodAttributes(method: string): { readonly name: string; readonly attributes: SpanAttributes } {
  if (knownMethods.has(method)) return { name: method, attributes: { 'http.request.method': method } };
  const attributes = { 'http.request.method': '_OTHER', 'http.request.method_original': method };
  return { name: 'HTTP', attributes };
}

/** Without the query, which may hold secrets. */
function pathOf(target: string): string {
  const question = target.indexOf('?');
  return question < 0 ? target : target.slice(0, question);
}
