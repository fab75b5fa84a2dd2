import type { Invocation } from '../../invocation/invocation.js';
import type { Verdict } from '../../invocation/step.js';
import { failureOf } from './backend-call.js';
import { callBackend, rejectionOf, type BackendCallOptions } from './call-backend.js';
import { readAnswer } from './read-response.js';

/** Sends the integration request and reads the whole answer, which is then in `integrationAnswer.body`; or a rejection. */
export async function callAndRead(invocation: Invocation, options: BackendCallOptions): Promise<Verdict> {
  return (await callBackend(invocation, options)) ?? readWhole(invocation);
}

/** Reads the answer whose head is here to its end; or a rejection when it breaks off, comes too late or is too long. */
export async function readWhole(invocation: Invocation): Promise<Verdict> {
  const answer = invocation.integrationAnswer!;
  try {
    invocation.integrationAnswer = { ...answer, stream: null, body: await readAnswer(answer.stream!) };
    return null;
  } catch (error) {
    const lost = error instanceof Error ? error : new Error(String(error));
    return rejectionOf(failureOf(lost), lost);
  }
}
