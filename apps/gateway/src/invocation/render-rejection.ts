import { compileGatewayResponses } from '#libs/gateway-responses';
import type { Answer } from './answer.js';
import type { Invocation } from './invocation.js';
import type { Rejection } from './rejection.js';
import { requestScope } from './request-scope.js';

const builtIn = compileGatewayResponses({});

/** The one place where a rejection becomes an answer: the API's gateway response of its type. */
export function renderRejection(invocation: Invocation, rejection: Rejection): Answer {
  const { stage, head } = invocation;
  const respond = stage === null || rejection.withoutApi ? builtIn : stage.snapshot.respond;
  const { params, context, stageVariables } = requestScope(invocation);
  const reply = respond(rejection.type, {
    scope: { params, context, stageVariables },
    accept: head.accept ?? undefined,
    status: rejection.status ?? undefined,
    message: rejection.message ?? undefined,
    validationErrorString: rejection.validationErrorString ?? undefined,
  });
  const headers: string[] = [];
  for (const [name, value] of Object.entries(reply.headers)) headers.push(name, value);
  if (rejection.retryAfterSeconds !== null) headers.push('Retry-After', String(rejection.retryAfterSeconds));
  return { status: reply.status, headers, body: reply.body, streamBytes: null };
}
