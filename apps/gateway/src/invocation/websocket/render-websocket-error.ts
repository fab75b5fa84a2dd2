import { compileGatewayResponses } from '#libs/gateway-responses';
import type { Rejection } from '../../refusals/rejection.js';
import type { CallerResponse } from '../caller-response.js';
import type { Invocation } from '../invocation.js';
import { renderGatewayResponse, type RenderRejection } from '../render-rejection.js';
import { errorStatus, renderEventError } from './render-event-error.js';

/**
 * Answers what a WebSocket API rejects: who calls for a connection as REST APIs do, by the names of that
 * service's errors.
 */
export const renderWebSocketError: RenderRejection = (invocation, rejection) =>
  invocation.event === null
    ? renderCallError(invocation, rejection)
    : renderEventError(invocation, invocation.event, rejection);

/** By status, as the model of the connections service has them. */
const callErrors: ReadonlyMap<number, string> = new Map([
  [403, 'ForbiddenException'],
  [413, 'PayloadTooLargeException'],
  [429, 'LimitExceededException'],
]);

const renderBuiltIn = renderGatewayResponse(compileGatewayResponses({}));

function renderCallError(invocation: Invocation, rejection: Rejection): CallerResponse {
  const errorName = callErrors.get(errorStatus(rejection)) ?? rejection.errorName;
  return renderBuiltIn(invocation, { ...rejection, errorName });
}
