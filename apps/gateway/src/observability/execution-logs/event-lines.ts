import type { ConnectionEvent } from '../../invocation/connection-event.js';
import type { Invocation } from '../../invocation/invocation.js';
import type { BodyExcerpts } from '../../invocation/record/keep-excerpts.js';
import { requestScope } from '../../invocation/request-scope.js';
import { maskSecret } from '../secrets/mask-secret.js';
import type { RequestSecrets } from '../secrets/request-secrets.js';
import { headersText } from './headers-text.js';
import { bodyText, mapText } from './line-text.js';
import type { AddLine } from './log-lines.js';

/**
 * The lines of what has happened to a WebSocket connection, in the place of those of a method's request
 * (execution logs of WebSocket APIs as their users publish them). `bodies`: null where no body is logged.
 */
export function eventLines(
  invocation: Invocation,
  event: ConnectionEvent,
  bodies: BodyExcerpts | null,
  secrets: RequestSecrets,
  add: AddLine,
): void {
  const { record, request, method, apiKeyValue, apiKeyId, body } = invocation;
  const atMs = record.receivedAtMs + Math.max(0, record.authorizerEndedAfterMs);
  add(`Starting execution for request: ${record.shownRequestId}`, atMs);
  add(happened(event), atMs);
  add(`WebSocket Request Route: [${method?.routeKey ?? ''}]`, atMs);
  if (apiKeyValue !== null) add(`API Key: ${maskSecret(apiKeyValue)}`, atMs);
  if (apiKeyId !== null) add(`API Key ID: ${apiKeyId}`, atMs);
  if (event.type === 'CONNECT') {
    const query = Object.entries(
      requestScope(invocation).params.querystring as Readonly<Record<string, string>>,
    );
    add(`Method request query string: ${mapText(query)}`, atMs);
    add(`Method request headers: ${headersText(request.rawHeaders, secrets)}`, atMs);
  }
  if (event.type === 'MESSAGE' && bodies !== null) {
    add(`Method request body before transformations: ${bodyText(body ?? bodies.request)}`, atMs);
  }
}

function happened({ type, connection, disconnectStatusCode, disconnectReason }: ConnectionEvent): string {
  const { apiId, connectionId, sourceIp, userAgent } = connection;
  const client = `Client [Connection Id: ${connectionId}]`;
  switch (type) {
    case 'CONNECT':
      return `Client [UserAgent: ${userAgent}, SourceIp: ${sourceIp}] is connecting to WebSocket API [${apiId}].`;
    case 'MESSAGE':
      return `${client} sent message to WebSocket API [${apiId}].`;
    case 'DISCONNECT':
      return `${client} disconnected from WebSocket API [${apiId}]: ${disconnectStatusCode} ${disconnectReason}`;
  }
}
