import type { AnswerSink, AnswerStream } from '../invocation/answer.js';
import type { IntegrationRequest } from '../invocation/integration-exchange.js';
import type { Invocation } from '../invocation/invocation.js';
import type { Step, Verdict } from '../invocation/step.js';
import { buildIntegrationRequest } from '../invocation/steps/build-integration-request.js';
import { callIntegration } from '../invocation/steps/call-integration.js';
import { failureOf } from '../integrations/transport/backend-call.js';
import { rejectionOf } from '../integrations/transport/call-backend.js';
import { readAnswer } from '../integrations/transport/read-response.js';
import { headersText, type ExecutionLog } from './execution-log.js';

/**
 * The very steps of a method, with what the execution log says put around two of them. Steps that serve traffic are never wrapped: this makes
 * a list of its own, so that recording costs nobody else anything.
 */
export function recordSteps(steps: readonly Step[], log: ExecutionLog): readonly Step[] {
  return steps.map((step) => {
    if (step === buildIntegrationRequest) return (invocation) => recordRequest(invocation, step, log);
    if (step === callIntegration) return (invocation) => recordCall(invocation, step, log);
    return step;
  });
}

async function recordRequest(invocation: Invocation, step: Step, log: ExecutionLog): Promise<Verdict> {
  const verdict = await step(invocation);
  // MOCK sends none.
  if (verdict === null && invocation.integrationRequest) noteRequest(invocation.integrationRequest, log);
  return verdict;
}

/** The three lines about what is sent to a backend. */
export function noteRequest(sent: IntegrationRequest, log: ExecutionLog): void {
  log.add(`Endpoint request URI: ${uriOf(sent)}`);
  log.add(`Endpoint request headers: ${headersText(sent.headers)}`);
  log.add(`Endpoint request body after transformations: ${bodyText(sent.body)}`);
}

export const uriOf = ({ origin, path }: IntegrationRequest): string => origin + path;

async function recordCall(invocation: Invocation, step: Step, log: ExecutionLog): Promise<Verdict> {
  log.add(`Sending request to ${uriOf(invocation.integrationRequest!)}`);
  const startedAt = performance.now();
  const verdict = await step(invocation);
  if (verdict !== null) return verdict;
  const latencyMs = Math.round(performance.now() - startedAt);
  return noteAnswer(invocation, latencyMs, log);
}

async function noteAnswer(invocation: Invocation, latencyMs: number, log: ExecutionLog): Promise<Verdict> {
  const answer = invocation.integrationAnswer!;
  let { body } = answer;
  if (answer.stream) {
    // A proxy's answer streams to its caller; here it is read first, and goes on from memory.
    try {
      body = await readAnswer(answer.stream);
    } catch (error) {
      const lost = error instanceof Error ? error : new Error(String(error));
      return rejectionOf(failureOf(lost), lost);
    }
    invocation.integrationAnswer = { ...answer, stream: held(body) };
  }
  const headers = (answer.rawHeaders ?? []).map((bytes) => bytes.toString('latin1'));
  log.add(`Received response. Status: ${answer.status}, Integration latency: ${latencyMs} ms`);
  log.add(`Endpoint response headers: ${headersText(headers)}`);
  log.add(`Endpoint response body before transformations: ${bodyText(body)}`);
  return null;
}

function bodyText(body: IntegrationRequest['body']): string {
  if (body === null || typeof body === 'string') return body ?? '';
  // A tested request is in memory, so nothing streams.
  return Buffer.isBuffer(body) ? body.toString('utf8') : '';
}

function held(body: Buffer): AnswerStream {
  return {
    whole: () => body,
    pipeTo(sink: AnswerSink) {
      sink.start(() => undefined);
      sink.write(body);
      sink.end();
    },
    destroy: () => undefined,
  };
}
