import type { Routed } from '../../invocation/invocation.js';
import type { CacheUse } from '../../invocation/response-cache/cache-use.js';
import { ageOf } from '../../invocation/response-cache/kept-response.js';
import type { BodyExcerpts } from '../../invocation/record/keep-excerpts.js';
import type { RecordedRefusal } from '../../invocation/record/request-record.js';
import { requestScope } from '../../invocation/request-scope.js';
import { maskSecret } from '../secrets/mask-secret.js';
import type { RequestSecrets } from '../secrets/request-secrets.js';
import { endpointRequestLines, endpointResponseLines } from './endpoint-lines.js';
import { eventLines } from './event-lines.js';
import { failureText } from './failure-text.js';
import { headersText } from './headers-text.js';
import { bodyText, mapText } from './line-text.js';
import type { AddLine } from './log-lines.js';

/** How the execution of a method has ended. */
export interface MethodLogged {
  readonly refusal: RecordedRefusal | null;
  /** Of the response. */
  readonly status: number;
  readonly endedAtMs: number;
  /** Null: no body is logged. */
  readonly bodies: BodyExcerpts | null;
}

/**
 * The lines of a method's execution, of requests and of TestInvokeMethod (recorded: TestInvokeMethod;
 * published execution logs). Made once it has ended, of what it has left.
 */
export function methodLines(
  invocation: Routed,
  logged: MethodLogged,
  secrets: RequestSecrets,
  add: AddLine,
): void {
  const { exchange, record, cacheUse } = invocation;
  const { bodies, refusal, status, endedAtMs } = logged;
  if (invocation.event === null) requestLines(invocation, bodies, secrets, add);
  else eventLines(invocation, invocation.event, bodies, secrets, add);
  if (cacheUse !== null && record.cacheResult !== null)
    add(cacheText(cacheUse, record.receivedAtMs), record.receivedAtMs);
  if (exchange !== null) {
    const streamed = bodies && { request: bodies.request, response: bodies.response };
    const call = { exchange, bodies: streamed, receivedAtMs: record.receivedAtMs };
    endpointRequestLines(call, secrets, add);
    endpointResponseLines(call, secrets, add);
  }
  if (refusal !== null) {
    add(failureText(refusal, invocation), endedAtMs);
  } else {
    const response = invocation.response!;
    if (bodies !== null) {
      add(`Method response body after transformations: ${bodyText(bodies.response)}`, endedAtMs);
    }
    // A message has none.
    if (invocation.event === null || invocation.event.type === 'CONNECT') {
      add(`Method response headers: ${headersText(response.headers, secrets)}`, endedAtMs);
    }
    add('Successfully completed execution', endedAtMs);
  }
  add(`Method completed with status: ${status}`, endedAtMs);
}

/** Ours: AWS's lines say nothing of the cache. */
function cacheText({ hit }: CacheUse, nowMs: number): string {
  return hit === null ? 'Response cache: miss' : `Response cache: hit, age: ${ageOf(hit, nowMs)} seconds`;
}

function requestLines(
  invocation: Routed,
  bodies: BodyExcerpts | null,
  secrets: RequestSecrets,
  add: AddLine,
): void {
  const { record, request, address, pathParameters, apiKeyValue, apiKeyId, body } = invocation;
  const atMs = record.receivedAtMs + Math.max(0, record.authorizerEndedAfterMs);
  const { querystring } = requestScope(invocation).params;
  add(`Starting execution for request: ${record.requestId}`, atMs);
  add(`HTTP Method: ${request.httpMethod}, Resource Path: ${address.path}`, atMs);
  if (apiKeyValue !== null) {
    add(`API Key: ${maskSecret(apiKeyValue)}`, atMs);
    if (apiKeyId !== null) add(`API Key ID: ${apiKeyId}`, atMs);
  }
  add(`Method request path: ${mapText(Object.entries(pathParameters ?? {}))}`, atMs);
  const query = Object.entries(querystring as Readonly<Record<string, string>>);
  add(`Method request query string: ${mapText(query)}`, atMs);
  add(`Method request headers: ${headersText(request.rawHeaders, secrets)}`, atMs);
  if (bodies !== null) {
    add(`Method request body before transformations: ${bodyText(body ?? bodies.request)}`, atMs);
  }
}
