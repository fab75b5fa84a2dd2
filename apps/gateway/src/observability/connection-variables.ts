import type { LogVariable } from '#libs/access-log-format';
import type { ConnectionEvent } from '../invocation/connection-event.js';
import type { RequestRecord } from '../invocation/record/request-record.js';

type Variable = LogVariable<RequestRecord>;

/**
 * `$context` of what happens to WebSocket connections, for logs (guide page "API Gateway WebSocket API
 * mapping template reference"). Requests for a connection (`@connections`) have none of them but its id,
 * which they name.
 */
export const connectionVariables: Readonly<Record<string, Variable>> = {
  connectedAt: ofEvent(({ connection }) => connection.connectedAtMs),
  connectionId: ofEvent(({ connection }) => connection.connectionId),
  disconnectReason: ofEvent(({ disconnectReason }) => disconnectReason),
  disconnectStatusCode: ofEvent(({ disconnectStatusCode }) => disconnectStatusCode),
  eventType: { read: ({ eventType }) => eventType, isPlain: true },
  // Messages that are posted to a client are requests, and no events.
  messageDirection: ofEvent(() => 'IN'),
  messageId: ofEvent(({ messageId }) => messageId),
};

function ofEvent(read: (event: ConnectionEvent) => string | number | null): Variable {
  return {
    read: ({ invocation }) => {
      const event = invocation?.event;
      return event ? read(event) : null;
    },
  };
}
