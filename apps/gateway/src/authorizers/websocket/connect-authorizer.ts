import type { WebSocketAuthorizer } from '#libs/snapshot-format';
import { connectionContext, handshakeParts } from '../../integrations/websocket/connection-payload.js';
import type { Routed } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import type { ActiveAuthorizer } from '../authorization.js';
import type { AuthorizerServices } from '../authorizer-services.js';
import { withSentApiKey } from '../authorizer-event.js';
import { activateFunction, authorizerTimeoutMs, readPolicyAuthorization } from '../function-authorizer.js';

/** Of a function's result (guide page "Quotas for WebSocket APIs"). */
const resultBytesMax = 8 * 1024;

/**
 * REQUEST of a WebSocket API: a function says who wants to connect. Without all that its identity sources
 * name it is not called; results are not kept (guide page "Control access to WebSocket APIs with AWS Lambda
 * REQUEST authorizers").
 */
export function activateConnectAuthorizer(
  authorizer: WebSocketAuthorizer,
  services: AuthorizerServices,
): ActiveAuthorizer {
  return activateFunction(authorizer, services, {
    timeoutMs: authorizerTimeoutMs,
    insistsOnSources: true,
    isIdentity: () => true,
    event: handshakeEvent,
    read: (result) =>
      result.length > resultBytesMax
        ? { ok: false, rejection: reject('authorizer.unusable', `the result has ${result.length} bytes`) }
        : readPolicyAuthorization(result),
  });
}

/** With the headers of the connection itself, which integrations do not see (public reports). */
function handshakeEvent(invocation: Routed, methodArn: string): string {
  return JSON.stringify({
    type: 'REQUEST',
    methodArn,
    queryStringParameters: {},
    multiValueQueryStringParameters: {},
    ...handshakeParts(invocation, nothing),
    stageVariables: invocation.stage.release.variables,
    requestContext: withSentApiKey(invocation, connectionContext(invocation, invocation.event!)),
  });
}

const nothing: ReadonlySet<string> = new Set();
