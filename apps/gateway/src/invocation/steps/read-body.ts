import { readCallerBody, RequestTooLargeError } from '../../http/caller-body.js';
import { reject } from '../../refusals/rejection.js';
import type { Invocation } from '../invocation.js';
import type { DeclaredStep, Verdict } from '../step.js';

const noBody = Buffer.alloc(0);

/**
 * Reads the caller's body into memory, for methods that map it; the others let it stream. See "readBody" in
 * docs/REQUEST-PIPELINE.md.
 */
export const readBody: DeclaredStep = {
  name: 'readBody',
  isUsedBy: ({ definition, integrationReadsBody }) =>
    integrationReadsBody ||
    (definition.requestChecks?.bodyModels ?? null) !== null ||
    // Which a MOCK itself does not read.
    definition.cacheKey?.parameters.some(({ from }) => from.kind === 'methodRequestBody') === true,
  run: readWholeBody,
};

/** Sets `body`. */
export function readWholeBody(invocation: Invocation): Verdict | Promise<Verdict> {
  // It was read to be decoded.
  if (invocation.body !== null) return null;
  if (invocation.request.bodyBytes === 0) {
    invocation.body = noBody;
    return null;
  }
  return readCallerBody(invocation.request).then(
    (body) => {
      invocation.body = body;
      return null;
    },
    (error: Error) =>
      error instanceof RequestTooLargeError
        ? reject('request.body_too_large', error.message)
        : // Nobody is there to read the response.
          reject('request.caller_gone', error.message),
  );
}
