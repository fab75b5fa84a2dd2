import type { MethodTestResult } from '#libs/snapshot-format';
import type { CallerResponse } from '../invocation/caller-response.js';
import type { Routed } from '../invocation/invocation.js';
import type { Pipeline } from '../invocation/pipeline.js';
import { requestScope } from '../invocation/request-scope.js';
import { collectResponse } from './collect-response.js';
import { headersText, mapText, type ExecutionLog } from './execution-log.js';
import { failureText } from './failure-text.js';
import { recordSteps } from './record-steps.js';

/**
 * Who may call, how often, and what it costs them: none of it is asked of a test. Its result shows text, so
 * nothing is compressed.
 */
const notTested: ReadonlySet<string> = new Set([
  'authorize',
  'identifyApiKey',
  'throttle',
  'compressResponse',
]);

/**
 * Runs a simulated request through the steps of its method, those that serve traffic, and says what happened.
 * Never rejects.
 */
export async function invokeMethod(
  pipeline: Pick<Pipeline, 'invokeSteps'>,
  invocation: Routed,
  log: ExecutionLog,
): Promise<MethodTestResult> {
  const startedAt = performance.now();
  logMethodRequest(invocation, log);
  const steps = invocation.method.steps.filter(({ name }) => !notTested.has(name));
  const { response, rejection } = await pipeline.invokeSteps(invocation, recordSteps(steps, log));
  const collected = await collectResponse(rejection === null ? response : withoutHeadersOfCallers(response));
  if (rejection !== null) {
    log.add(failureText(rejection, invocation));
  } else {
    log.add(`Method response body after transformations: ${collected.body}`);
    log.add(`Method response headers: ${headersText(response.headers)}`);
    log.add('Successfully completed execution');
  }
  log.add(`Method completed with status: ${collected.status}`);
  return { ...collected, log: log.text, latencyMs: Math.round(performance.now() - startedAt) };
}

/**
 * A failed run shows neither of these (recorded: TestInvokeMethod): they are put on the responses that
 * callers get.
 */
function withoutHeadersOfCallers(response: CallerResponse): CallerResponse {
  const { headers } = response;
  const isShown = (_: string, index: number) =>
    !/^(?:content-type|x-amzn-trace-id)$/i.test(headers[index - (index % 2)]!);
  return { ...response, headers: headers.filter(isShown) };
}

function logMethodRequest(invocation: Routed, log: ExecutionLog): void {
  const { record, request, address, pathParameters, body } = invocation;
  const { querystring } = requestScope(invocation).params;
  log.add(`Starting execution for request: ${record.requestId}`);
  log.add(`HTTP Method: ${request.httpMethod}, Resource Path: ${address.path}`);
  log.add(`Method request path: ${mapText(Object.entries(pathParameters ?? {}))}`);
  log.add(
    `Method request query string: ${mapText(Object.entries(querystring as Readonly<Record<string, string>>))}`,
  );
  log.add(`Method request headers: ${headersText(request.rawHeaders)}`);
  log.add(`Method request body before transformations: ${body?.toString('utf8') ?? ''}`);
}
