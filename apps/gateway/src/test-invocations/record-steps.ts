import type { ResponseSink, ResponseStream } from '../invocation/caller-response.js';
import type { IntegrationRequest } from '../invocation/exchange.js';
import type { Received, Routed, Sending } from '../invocation/invocation.js';
import type { MethodStep, Verdict } from '../invocation/step.js';
import { readResponse } from '../integrations/transport/read-response.js';
import { headersText, type ExecutionLog } from './execution-log.js';

/**
 * The very steps of a method, with what the execution log says put around two of them. Steps that serve
 * traffic are never wrapped: this makes a list of its own, so that recording costs nobody else anything.
 */
export function recordSteps(steps: readonly MethodStep[], log: ExecutionLog): readonly MethodStep[] {
  return steps.map((step) => {
    const { name } = step;
    if (name === 'buildIntegrationRequest') {
      return { name, run: (invocation) => recordRequest(invocation, step, log) };
    }
    if (name === 'callIntegration') {
      return { name, run: (invocation) => recordCall(invocation as Sending, step, log) };
    }
    return step;
  });
}

async function recordRequest(invocation: Routed, step: MethodStep, log: ExecutionLog): Promise<Verdict> {
  const verdict = await step.run(invocation);
  const sent = invocation.exchange?.request;
  // MOCK sends none.
  if (verdict === null && sent) logIntegrationRequest(sent, log);
  return verdict;
}

/** The three lines about what is sent to a backend. */
export function logIntegrationRequest(sent: IntegrationRequest, log: ExecutionLog): void {
  log.add(`Endpoint request URI: ${uriOf(sent)}`);
  log.add(`Endpoint request headers: ${headersText(sent.headers)}`);
  log.add(`Endpoint request body after transformations: ${bodyText(sent.body)}`);
}

export const uriOf = ({ origin, path }: IntegrationRequest): string => origin + path;

async function recordCall(invocation: Sending, step: MethodStep, log: ExecutionLog): Promise<Verdict> {
  log.add(`Sending request to ${uriOf(invocation.exchange.request)}`);
  const startedAt = performance.now();
  const verdict = await step.run(invocation);
  if (verdict !== null) return verdict;
  const latencyMs = Math.round(performance.now() - startedAt);
  return logIntegrationResult(invocation as Routed as Received, latencyMs, log);
}

async function logIntegrationResult(
  { exchange }: Received,
  latencyMs: number,
  log: ExecutionLog,
): Promise<Verdict> {
  const { result } = exchange;
  let { body } = result;
  if (result.stream) {
    // A proxy's response streams to its caller; here it is read first, and goes on from memory.
    const read = await readResponse(result.stream);
    if (!read.ok) return read.rejection;
    ({ body } = read);
    exchange.result = { ...result, stream: held(body) };
  }
  const headers = (result.rawHeaders ?? []).map((bytes) => bytes.toString('latin1'));
  log.add(`Received response. Status: ${result.status}, Integration latency: ${latencyMs} ms`);
  log.add(`Endpoint response headers: ${headersText(headers)}`);
  log.add(`Endpoint response body before transformations: ${bodyText(body)}`);
  return null;
}

function bodyText(body: IntegrationRequest['body']): string {
  if (body === null || typeof body === 'string') return body ?? '';
  // A tested request is in memory, so nothing streams.
  return Buffer.isBuffer(body) ? body.toString('utf8') : '';
}

function held(body: Buffer): ResponseStream {
  return {
    whole: () => body,
    pipeTo(sink: ResponseSink) {
      sink.start(() => undefined);
      sink.write(body);
      sink.end();
    },
    destroy: () => undefined,
  };
}
