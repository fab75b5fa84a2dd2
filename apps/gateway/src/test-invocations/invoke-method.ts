import type { MethodTestResult } from '#libs/snapshot-format';
import type { CallerResponse } from '../invocation/caller-response.js';
import type { Routed } from '../invocation/invocation.js';
import type { Pipeline } from '../invocation/pipeline.js';
import { methodLines } from '../observability/execution-logs/method-lines.js';
import { RequestSecrets } from '../observability/secrets/request-secrets.js';
import { collectResponse } from './collect-response.js';
import type { ExecutionLog } from './execution-log.js';
import { holdResponse } from './hold-response.js';

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
  const steps = invocation.method.steps.filter(({ name }) => !notTested.has(name));
  const { response, rejection } = await pipeline.invokeSteps(invocation, holdResponse(steps));
  const collected = await collectResponse(rejection === null ? response : withoutHeadersOfCallers(response));
  const secrets = new RequestSecrets(invocation);
  const bodies = { request: null, response: collected.body };
  const { status } = collected;
  const logged = { refusal: rejection, status, endedAtMs: Date.now(), bodies };
  methodLines(invocation, logged, secrets, (text, atMs) => log.add(secrets.mask(text), atMs));
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
