import {
  compileGatewayResponses,
  type GatewayResponder,
  type GatewayResponseTypeName,
} from '#libs/gateway-responses';
import { firstHeader } from '../http/raw-headers.js';
import type { CallerResponse } from './caller-response.js';
import { responseFields } from './cors.js';
import { renderHttpError } from './http-api/render-http-error.js';
import type { Invocation } from './invocation.js';
import type { Rejection } from '../refusals/rejection.js';
import { requestScope } from './request-scope.js';
import { traceOf } from './tracing/request-trace.js';
import { renderEventError } from './websocket/render-event-error.js';

/**
 * Answers a rejection as the APIs of a protocol do. Sets nothing; a rejected request has a stage, or an API
 * that nobody knows.
 */
export type RenderRejection = (invocation: Invocation, rejection: Rejection) => CallerResponse;

/**
 * Of what is not an integration's response these name the trace (public reports; recorded: the others do
 * not).
 */
const tracedTypes: ReadonlySet<string> = new Set<GatewayResponseTypeName>([
  'BAD_REQUEST_PARAMETERS',
  'BAD_REQUEST_BODY',
  'INTEGRATION_TIMEOUT',
]);

/** Only ever a code of the closed table, nothing that a caller or a backend has said. */
const reasonHeader = 'x-tollgate-reason';

const builtIn = compileGatewayResponses({});
const withoutStage = renderGatewayResponse(builtIn);

/** The one place where a rejection becomes a response, and is put on the request's record. */
export function renderRejection(invocation: Invocation, rejection: Rejection): CallerResponse {
  invocation.record.refusal = rejection;
  if (rejection.ofHttpApi) return renderHttpError(invocation, rejection, null);
  const { stage, event } = invocation;
  if (stage !== null) return stage.release.snapshot.renderRejection(invocation, rejection);
  // Its stage is gone, or keeps it out.
  return event === null
    ? withoutStage(invocation, rejection)
    : renderEventError(invocation, event, rejection);
}

/** A REST API answers with its gateway response of the rejection's type. */
export function renderGatewayResponse(own: GatewayResponder): RenderRejection {
  return (invocation, rejection) => render(invocation, rejection, rejection.withoutApi ? builtIn : own);
}

function render(invocation: Invocation, rejection: Rejection, respond: GatewayResponder): CallerResponse {
  const { stage, request } = invocation;
  const { params, context, stageVariables } = requestScope(invocation);
  const reply = respond(rejection.type, {
    scope: { params, context, stageVariables },
    accept: request.accept ?? undefined,
    status: rejection.status ?? undefined,
    message: rejection.message ?? undefined,
    errorName: rejection.errorName ?? undefined,
    validationErrorString: rejection.validationErrorString ?? undefined,
    inExecution: rejection.inExecution,
  });
  const headers: string[] = [];
  for (const [name, value] of Object.entries(reply.headers)) headers.push(name, value);
  if (tracedTypes.has(rejection.type) && !isNamed(reply.headers, 'x-amzn-trace-id')) {
    headers.push('X-Amzn-Trace-Id', traceOf(invocation).shown);
  }
  if (rejection.retryAfterSeconds !== null) headers.push('Retry-After', String(rejection.retryAfterSeconds));
  const { cors, tellsReasons } = stage?.document ?? {};
  // Where the author allows origins in the gateway response itself, that is how it is.
  if (cors && !isNamed(reply.headers, 'access-control-allow-origin')) {
    headers.push(...responseFields(cors, firstHeader(request.rawHeaders, 'origin')));
  }
  if (tellsReasons && !isNamed(reply.headers, reasonHeader)) headers.push(reasonHeader, rejection.code);
  return { status: reply.status, headers, body: reply.body, streamBytes: null };
}

const isNamed = (headers: Readonly<Record<string, string>>, lower: string): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === lower);
