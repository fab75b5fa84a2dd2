import type { ResponseSink, ResponseStream } from '../invocation/caller-response.js';
import type { Received, Sending } from '../invocation/invocation.js';
import type { MethodStep, StepOutcome } from '../invocation/step.js';
import { readResponse } from '../integrations/transport/read-response.js';

/**
 * The very steps of a method, but that a response which would stream to its caller is read first and goes on
 * from memory: a test fails as a whole where it breaks off.
 */
export function holdResponse(steps: readonly MethodStep[]): readonly MethodStep[] {
  return steps.map((step) => {
    if (step.name !== 'callIntegration') return step;
    return { name: step.name, run: (invocation) => callAndHold(invocation as Sending, step) };
  });
}

async function callAndHold(invocation: Sending, step: MethodStep): Promise<StepOutcome> {
  const verdict = await step.run(invocation);
  if (verdict !== null) return verdict;
  const { exchange } = invocation as unknown as Received;
  const { result } = exchange;
  if (result.stream === null) return null;
  const read = await readResponse(result.stream);
  if (!read.ok) return read.rejection;
  exchange.result = { ...result, stream: held(read.body) };
  return null;
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
