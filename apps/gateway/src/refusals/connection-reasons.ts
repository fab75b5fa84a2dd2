import { row, type RejectionReasonRow } from './rejection-reason-row.js';

/** Why a call for a WebSocket connection (`@connections`) is refused: part of the table of all reasons. */
export const connectionReasons = {
  'connection.gone': row(
    'RESOURCE_NOT_FOUND',
    'The stage has no such WebSocket connection: it never had, it has ended, or the gateway that held it was declared dead.',
    'Forget the connection when its `$disconnect` comes, and at this response; the API and the stage that the call is for.',
    { status: 410 },
  ),
  'connection.full': row(
    'THROTTLED',
    'The client of the connection does not read what was sent to it already, or too much waits for another gateway.',
    'The client; `TOLLGATE_WEBSOCKET_WAITING_MAX_KB`. What was refused was not sent.',
  ),
  'connection.post_too_large': row(
    'REQUEST_TOO_LARGE',
    'A message has more than 131,072 bytes.',
    'Send it in parts.',
  ),
  'connection.unreachable': row(
    'API_CONFIGURATION_ERROR',
    'The connection may be open, but the gateway that holds it has not said so in time, or Redis is away. Whether a message was sent is not known.',
    'Redis; the gateways’ logs. AWS’s SDKs try again by themselves, and no message is sent twice then.',
  ),
} as const satisfies Record<string, RejectionReasonRow>;
