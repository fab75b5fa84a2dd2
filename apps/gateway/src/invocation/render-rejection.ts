import { compileGatewayResponses } from '#libs/gateway-responses';
import type { Answer } from './answer.js';
import type { Invocation } from './invocation.js';
import type { Rejection } from '../refusals/rejection.js';
import { requestScope } from './request-scope.js';

const builtIn = compileGatewayResponses({});

/** The one place where a rejection becomes an answer, the API's gateway response of its type, and a line for the operator. */
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
  noteRefusal(invocation, rejection, reply.status);
  return { status: reply.status, headers, body: reply.body, streamBytes: null };
}

function noteRefusal(
  { surroundings, requestId, address, method }: Invocation,
  { code, reason }: Rejection,
  status: number,
): void {
  surroundings.refusals.note({
    code,
    requestId,
    status,
    detail: reason,
    ...(address.apiId !== '' && { apiId: address.apiId, stage: address.stageName }),
    ...(method && { method: `${method.httpMethod} ${method.resourcePath}` }),
  });
}
