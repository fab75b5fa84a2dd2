import type { CallerResponse } from '../invocation/caller-response.js';
import { newExtendedRequestId } from '../invocation/record/request-ids.js';
import type { MessageTurn } from './message-turns.js';
import type { OpenConnection } from './open-connection.js';
import { runEvent, type EventServices } from './run-event.js';

/**
 * Runs a message whose turn has come, and sends what it is answered, if that is anything. A client that does
 * not read what it has asked for is cut: what is behind would answer to nothing.
 */
export function takeMessage(
  services: EventServices,
  connection: OpenConnection,
  data: Buffer,
  turn: MessageTurn,
): void {
  const event = {
    type: 'MESSAGE',
    connection: connection.facts,
    // As AWS's, which has the form of its connection ids.
    messageId: newExtendedRequestId(),
    disconnectStatusCode: null,
    disconnectReason: null,
    handedOver: turn.handedOver,
  } as const;
  runEvent(services, connection.origin, event, data, ({ body }) => {
    const sent = body === null ? 0 : respond(connection, body);
    turn.done();
    return sent;
  });
}

/** Bytes that were sent. Steps of messages read what they get whole. */
function respond(connection: OpenConnection, body: NonNullable<CallerResponse['body']>): number {
  const whole = typeof body === 'string' || Buffer.isBuffer(body) ? body : body.whole();
  if (whole === null) {
    if (typeof body === 'object' && !Buffer.isBuffer(body)) body.destroy();
    return 0;
  }
  const outcome = connection.send(whole, Buffer.isBuffer(whole));
  if (outcome === 'full') connection.cutAsUnread();
  return outcome === 'sent' ? Buffer.byteLength(whole) : 0;
}
