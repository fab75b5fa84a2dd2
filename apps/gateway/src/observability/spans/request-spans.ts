import type { Span } from '#libs/traces';
import { firstHeader } from '../../http/raw-headers.js';
import type { IntegrationRequest } from '../../invocation/exchange.js';
import type { Invocation } from '../../invocation/invocation.js';
import type { RequestRecord } from '../../invocation/record/request-record.js';
import type { ExportedSpans } from '../../invocation/tracing/request-trace.js';
import { maskVariables } from '../secrets/mask-all.js';

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

// Attributes are written out in one literal each: one that begins with a spread of others costs the engine
// tens of microseconds.

function requestSpan(record: RequestRecord, { request }: Invocation, ids: ExportedSpans): Span {
  const { status, refusal, method, stage } = record;
  const { caller, sentMethod } = request;
  const route = method === null ? undefined : `/${record.stageName}${method.resourcePath}`;
  const isKnown = knownMethods.has(sentMethod);
  const name = isKnown ? sentMethod : 'HTTP';
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
    attributes: {
      'http.request.method': isKnown ? sentMethod : '_OTHER',
      'http.request.method_original': isKnown ? undefined : sentMethod,
      'url.scheme': caller.isTls ? 'https' : 'http',
      'url.path': pathOf(request.target),
      'http.route': route,
      'http.response.status_code': status || undefined,
      'error.type': hasFailed || status === 0 ? (refusal?.code ?? String(status)) : undefined,
      'http.request.body.size': record.bytesIn,
      'http.response.body.size': record.bytesOut,
      'server.address': request.host.replace(/:\d+$/, ''),
      'server.port': Number(caller.port),
      'client.address': record.sourceIp,
      'network.protocol.version': request.protocol.replace(/^HTTP\//, ''),
      'user_agent.original': firstHeader(request.rawHeaders, 'user-agent'),
      // As X-Ray's segments of API Gateway have them.
      'aws.request_id': record.requestId,
      'aws.extended_request_id': record.extendedRequestId,
      'aws.api_gateway.rest_api_id': record.apiId,
      'aws.api_gateway.stage': record.stageName,
      'aws.api_gateway.account_id': stage?.document.accountId,
      'tollgate.api_name': stage?.observability.apiName || undefined,
      'tollgate.deployment_id': stage?.document.deploymentId,
      'tollgate.is_canary': stage?.isCanary ? true : undefined,
      'tollgate.api_key_id': record.apiKeyId,
      'tollgate.usage_plan_id': record.usagePlanId,
      'tollgate.cache_result': record.cacheResult ?? undefined,
      'tollgate.refusal': refusal?.code,
    },
    hasFailed,
  };
}

/** A call where its function was called for this request, else the wait for what others had asked already. */
function authorizerSpan(
  record: RequestRecord,
  { authorizerExchange, method }: Invocation,
  ids: ExportedSpans,
): Span {
  const call: Call = {
    spanId: ids.authorizerSpanId,
    sentAfterMs: record.authorizerSentAfterMs,
    endedAfterMs: record.authorizerEndedAfterMs,
    status: authorizerExchange?.result?.status ?? 0,
    authorizerId: method?.authorizerId ?? null,
  };
  const request = authorizerExchange?.request ?? null;
  return request === null ? waitSpan(record, ids, call) : callSpan(record, ids, call, request);
}

/** Null where nothing was sent: MOCK, or a request that was refused before. */
function integrationSpan(record: RequestRecord, { exchange }: Invocation, ids: ExportedSpans): Span | null {
  const request = exchange?.request ?? null;
  if (request === null || record.integrationSentAfterMs < 0) return null;
  const call: Call = {
    spanId: ids.integrationSpanId,
    sentAfterMs: record.integrationSentAfterMs,
    endedAfterMs: record.integrationEndedAfterMs,
    status: record.integrationStatus,
    authorizerId: null,
  };
  return callSpan(record, ids, call, request);
}

/** What a request waits for. */
interface Call {
  readonly spanId: string;
  readonly sentAfterMs: number;
  /** -1: it had not when the request was complete. */
  readonly endedAfterMs: number;
  /** 0 when none came. */
  readonly status: number;
  readonly authorizerId: string | null;
}

function callSpan(
  record: RequestRecord,
  ids: ExportedSpans,
  call: Call,
  { httpMethod, origin, path }: IntegrationRequest,
): Span {
  const { status, spanId, authorizerId } = call;
  const { protocol, hostname, port } = new URL(origin);
  const isKnown = knownMethods.has(httpMethod);
  const hasFailed = status === 0 || status >= 400;
  return {
    traceId: ids.traceId,
    spanId,
    parentSpanId: ids.requestSpanId,
    traceState: ids.traceState,
    name: isKnown ? httpMethod : 'HTTP',
    kind: 'client',
    startMs: record.receivedAtMs + call.sentAfterMs,
    endMs: endOf(record, call),
    attributes: {
      'http.request.method': isKnown ? httpMethod : '_OTHER',
      'http.request.method_original': isKnown ? undefined : httpMethod,
      'url.full': maskVariables(`${origin}${pathOf(path)}`, record.stage),
      'server.address': maskVariables(hostname, record.stage),
      'server.port': port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
      'http.response.status_code': status || undefined,
      'error.type': hasFailed ? errorOf(status, record) : undefined,
      'tollgate.authorizer_id': authorizerId,
    },
    hasFailed,
  };
}

function waitSpan(record: RequestRecord, ids: ExportedSpans, call: Call): Span {
  return {
    traceId: ids.traceId,
    spanId: call.spanId,
    parentSpanId: ids.requestSpanId,
    traceState: ids.traceState,
    name: 'authorize',
    kind: 'internal',
    startMs: record.receivedAtMs + call.sentAfterMs,
    endMs: endOf(record, call),
    attributes: { 'tollgate.authorizer_id': call.authorizerId },
    hasFailed: false,
  };
}

const endOf = (record: RequestRecord, { endedAfterMs }: Call): number =>
  record.receivedAtMs + (endedAfterMs < 0 ? record.endedAfterMs : endedAfterMs);

const errorOf = (status: number, { refusal }: RequestRecord): string =>
  status > 0 ? String(status) : (refusal?.code ?? '_OTHER');

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

/** Without the query, which may hold secrets. */
function pathOf(target: string): string {
  const question = target.indexOf('?');
  return question < 0 ? target : target.slice(0, question);
}
