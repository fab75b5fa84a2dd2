import { gatewayResponseTypes } from '#libs/gateway-responses';
import type { Rejection } from '../../refusals/rejection.js';
import type { CallerResponse } from '../caller-response.js';
import type { ConnectionEvent } from '../connection-event.js';
import type { Invocation } from '../invocation.js';

/**
 * What a WebSocket API answers in place of an integration: a client that wants to connect an HTTP response,
 * one that has sent a message a frame with the same text. No API can customise them.
 */
export function renderEventError(
  invocation: Invocation,
  event: ConnectionEvent,
  rejection: Rejection,
): CallerResponse {
  const body = errorText(invocation, event, rejection);
  if (event.type === 'CONNECT') return handshakeError(invocation, rejection, body);
  return { status: errorStatus(rejection), headers: [], body, streamBytes: null };
}

/**
 * Byte for byte as clients of AWS see it: a blank behind the first colon only (public reports; guide page
 * "Set up a WebSocket API integration response").
 */
function errorText({ record }: Invocation, event: ConnectionEvent, rejection: Rejection): string {
  const { messageId, connection } = event;
  const ofModel = rejection.type === 'BAD_REQUEST_BODY';
  const id = ofModel ? `"messageId":${text(messageId)}` : `"requestId":${text(record.extendedRequestId)}`;
  const message = ofModel ? 'Bad request body' : messageOf(rejection);
  return `{"message": ${text(message)}, "connectionId":${text(connection.connectionId)}, ${id}}`;
}

const text = (value: string | null): string => JSON.stringify(value ?? '');

const messageOf = ({ message, type }: Rejection): string =>
  message ?? gatewayResponseTypes[type].message ?? 'Internal server error';

export const errorStatus = ({ status, type }: Rejection): number =>
  status ?? gatewayResponseTypes[type].servedStatusCode;

function handshakeError({ stage }: Invocation, rejection: Rejection, body: string): CallerResponse {
  const headers = ['Content-Type', 'application/json'];
  const { code, retryAfterSeconds } = rejection;
  if (retryAfterSeconds !== null) headers.push('Retry-After', String(retryAfterSeconds));
  if (stage?.document.tellsReasons) headers.push('x-tollgate-reason', code);
  return { status: errorStatus(rejection), headers, body, streamBytes: null };
}
