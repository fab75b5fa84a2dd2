import type { ConnectionEvent } from '../../invocation/connection-event.js';
import type { Routed } from '../../invocation/invocation.js';
import { requestScope } from '../../invocation/request-scope.js';
import { queryMultiValues, queryValues } from '../../invocation/request-values.js';
import { eventHeaders, lastValues } from '../lambda/lambda-event.js';

/**
 * What a proxied function of a WebSocket API is called with (public reports; guide page "Working with routes
 * for WebSocket APIs"). A handshake has headers and a query, a message a body, an end headers that say
 * nothing. `isBase64Encoded`: of the body.
 */
export function connectionPayload(
  invocation: Routed,
  event: ConnectionEvent,
  isBase64Encoded: boolean,
): string {
  const { variables } = invocation.stage.release;
  const requestContext = connectionContext(invocation, event);
  const stageVariables = Object.keys(variables).length === 0 ? {} : { stageVariables: variables };
  switch (event.type) {
    case 'CONNECT':
      return JSON.stringify({
        ...handshakeParts(invocation, connectionFields),
        ...stageVariables,
        requestContext,
        isBase64Encoded: false,
      });
    case 'MESSAGE':
      return JSON.stringify({
        ...stageVariables,
        requestContext,
        body: invocation.body!.toString('utf8'),
        isBase64Encoded,
      });
    case 'DISCONNECT':
      return JSON.stringify({
        headers: noHeaders(event, (value) => value),
        multiValueHeaders: noHeaders(event, (value) => [value]),
        ...stageVariables,
        requestContext,
        isBase64Encoded: false,
      });
  }
}

/** Of the connection to the gateway: authorizers see them, integrations do not. */
export const connectionFields: ReadonlySet<string> = new Set(['connection', 'upgrade']);

/** Headers as their sender spells them; the query is there where there is one. */
export function handshakeParts(
  invocation: Routed,
  hidden: ReadonlySet<string>,
): Record<string, Readonly<Record<string, unknown>>> {
  const { query } = invocation.address;
  const headers = eventHeaders(invocation, (lower) => hidden.has(lower));
  return {
    headers: lastValues(headers),
    multiValueHeaders: Object.fromEntries(headers),
    ...(query !== '' && {
      queryStringParameters: queryValues(query),
      multiValueQueryStringParameters: queryMultiValues(query),
    }),
  };
}

/** `requestContext`, in the order of AWS's. */
export function connectionContext(invocation: Routed, event: ConnectionEvent): Record<string, unknown> {
  const { context } = requestScope(invocation);
  const { type, messageId } = event;
  return {
    routeKey: context['routeKey'],
    ...(invocation.authorizer !== null && { authorizer: invocation.authorizer }),
    ...(messageId !== null && { messageId }),
    ...(type === 'DISCONNECT' && { disconnectStatusCode: event.disconnectStatusCode }),
    eventType: context['eventType'],
    extendedRequestId: context['extendedRequestId'],
    requestTime: context['requestTime'],
    messageDirection: context['messageDirection'],
    ...(type === 'DISCONNECT' && { disconnectReason: event.disconnectReason }),
    stage: context['stage'],
    connectedAt: context['connectedAt'],
    requestTimeEpoch: context['requestTimeEpoch'],
    identity: context['identity'],
    requestId: context['requestId'],
    domainName: context['domainName'],
    connectionId: context['connectionId'],
    apiId: context['apiId'],
  };
}

function noHeaders<T>({ connection }: ConnectionEvent, as: (value: string) => T): Record<string, T> {
  return {
    Host: as(connection.domainName),
    'x-api-key': as(''),
    'X-Forwarded-For': as(''),
    'x-restapi': as(''),
  };
}
