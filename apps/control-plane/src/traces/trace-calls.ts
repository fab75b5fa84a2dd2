import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readTraceState, readXrayHeader, traceIdOfRoot, writeTraceParent, type Tracer } from '#libs/traces';
import type { ManagementRequest } from '../http/management-request.js';
import { callSpans } from './call-spans.js';

/**
 * Makes a span of every management call, by the semantic conventions for HTTP and RPC, below the caller's
 * where it names one. Nothing of queries and bodies is in it. What gateways ask for is no management call:
 * they ask all the time.
 */
export function traceCalls(fastify: FastifyInstance, tracer: Tracer): void {
  if (!tracer.isOn) return;
  fastify.addHook('onRequest', (request, _, done) => {
    const { headersDistinct } = request.raw;
    const span = tracer.begin({
      name: request.method,
      kind: 'server',
      parent: parentOf(headersDistinct),
      traceState: readTraceState(headersDistinct['tracestate'] ?? []),
    });
    if (span !== null) callSpans.put(request, span);
    done();
  });
  // Behind the reading of the body, whose events come from the connection and know nothing of the call.
  fastify.addHook('preValidation', (request, _, done) => {
    tracer.within(callSpans.of(request)?.span ?? null, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const call = callSpans.of(request);
    const route = routeOf(request);
    if (call !== undefined && (call.operation !== null || isOurs(request as ManagementRequest, route))) {
      const { span, operation } = call;
      span.name =
        operation === null ? `${request.method} ${route}` : `${operation.service.name}/${operation.name}`;
      span.attributes = attributesOf(request as ManagementRequest, reply, { route, operation });
      tracer.end(span, { hasFailed: reply.statusCode >= 500 });
    }
    done();
  });
}

function attributesOf(
  request: ManagementRequest,
  reply: FastifyReply,
  {
    route,
    operation,
  }: {
    readonly route: string;
    readonly operation: { readonly name: string; readonly service: { readonly name: string } } | null;
  },
): Readonly<Record<string, string | number | undefined>> {
  const { method, originalUrl, caller, headers, hostname } = request;
  const { statusCode } = reply;
  return {
    'http.request.method': method,
    'url.scheme': 'http',
    'url.path': originalUrl.split('?', 1)[0],
    'http.route': route,
    'http.response.status_code': statusCode,
    'error.type': statusCode >= 500 ? String(statusCode) : undefined,
    'server.address': hostname,
    'client.address': request.ip,
    'user_agent.original': headers['user-agent'],
    'rpc.system': operation === null ? undefined : 'aws-api',
    'rpc.service': operation?.service.name,
    'rpc.method': operation?.name,
    'aws.request_id': request.id,
    'cloud.account.id': caller?.owner.accountId,
    'cloud.region': caller?.owner.region,
  };
}

/** As OpenTelemetry writes routes: `/restapis/{restapi_id}`. */
function routeOf({ routeOptions }: FastifyRequest): string {
  return (routeOptions.url ?? '').replace(/:(\w+)/g, '{$1}');
}

/** Of a caller with a signature, which gateways do not have. */
function isOurs({ caller }: ManagementRequest, route: string): boolean {
  return caller !== undefined && route.startsWith('/_tollgate/v1/');
}

/** The caller's span as a `traceparent`: W3C's, else X-Ray's. */
function parentOf(headers: NodeJS.Dict<string[]>): string | null {
  const parents = headers['traceparent'] ?? [];
  if (parents.length > 0) return parents.length === 1 ? parents[0]! : null;
  const xray = readXrayHeader((headers['x-amzn-trace-id'] ?? []).join(', '));
  if (xray?.parent == null || xray.sampled === null || xray.sampled === '?') return null;
  const flags = xray.sampled === '1' ? 1 : 0;
  return writeTraceParent({
    traceId: traceIdOfRoot(xray.root),
    parentId: xray.parent.toLowerCase(),
    flags,
  });
}
