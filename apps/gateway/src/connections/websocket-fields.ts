import { integer, type ConfigOf } from '#libs/config';
import type { WebSocketLimits } from './websocket-limits.js';

/** The settings of WebSocket connections; where AWS has a quota, it is the default. */
export const webSocketFields = {
  webSocketMessageMaxKb: integer('TOLLGATE_WEBSOCKET_MESSAGE_MAX_KB', {
    min: 1,
    max: 10_240,
    default: 128,
    description:
      'KiB of a message of a WebSocket client, all its frames together; longer ones close with 1009',
  }),
  webSocketFrameMaxKb: integer('TOLLGATE_WEBSOCKET_FRAME_MAX_KB', {
    min: 1,
    max: 10_240,
    default: 32,
    description:
      'KiB of a frame of a WebSocket client, longer ones close with 1009; longer messages to clients are sent in several',
  }),
  webSocketIdleS: integer('TOLLGATE_WEBSOCKET_IDLE_S', {
    min: 1,
    max: 86_400,
    default: 600,
    description:
      'seconds after which a WebSocket connection is closed (1001) over which nothing came, a ping neither, and no message went',
  }),
  webSocketLifeS: integer('TOLLGATE_WEBSOCKET_LIFE_S', {
    min: 1,
    max: 2_592_000,
    default: 7200,
    description: 'seconds after which a WebSocket connection is closed (1001) however busy it is',
  }),
  webSocketWaitingMaxKb: integer('TOLLGATE_WEBSOCKET_WAITING_MAX_KB', {
    min: 128,
    max: 1_048_576,
    default: 1024,
    description:
      'KiB that may wait for a WebSocket client that does not read; what is over is refused to who posts it, and cuts a client that was to be answered',
  }),
  webSocketMemoryMaxMb: integer('TOLLGATE_WEBSOCKET_MEMORY_MAX_MB', {
    min: 1,
    max: 1_048_576,
    default: 256,
    description:
      'MiB of messages of WebSocket connections that are not whole yet, are handled, or wait for their clients, in each gateway process; what is over holds back, refuses or closes (1013) those who have more than an equal share',
  }),
  webSocketMessagesAtOnce: integer('TOLLGATE_WEBSOCKET_MESSAGES_AT_ONCE', {
    min: 1,
    max: 10_000,
    default: 16,
    description:
      'messages of one WebSocket connection that are handled at a time; no more of it is read until one is over',
  }),
  webSocketHandshakesMax: integer('TOLLGATE_WEBSOCKET_HANDSHAKES_MAX', {
    min: 1,
    max: 1_000_000,
    default: 1024,
    description:
      'handshakes of WebSocket clients that may wait for the integration of $connect, in each gateway process; more are refused (503)',
  }),
  webSocketDrainS: integer('TOLLGATE_WEBSOCKET_DRAIN_S', {
    min: 0,
    max: 600,
    default: 10,
    description:
      'seconds over which a gateway that stops closes its WebSocket connections, so that clients do not come again in one moment; half of the time that it has to stop at most',
  }),
};

/** The limits that the settings say. */
export function webSocketLimitsOf(settings: ConfigOf<typeof webSocketFields>): Partial<WebSocketLimits> {
  return {
    messageBytesMax: settings.webSocketMessageMaxKb * 1024,
    frameBytesMax: settings.webSocketFrameMaxKb * 1024,
    idleMs: settings.webSocketIdleS * 1000,
    lifeMs: settings.webSocketLifeS * 1000,
    waitingBytesMax: settings.webSocketWaitingMaxKb * 1024,
    memoryBytesMax: settings.webSocketMemoryMaxMb * 1024 * 1024,
    messagesAtOnce: settings.webSocketMessagesAtOnce,
    handshakesMax: settings.webSocketHandshakesMax,
    drainMs: settings.webSocketDrainS * 1000,
  };
}
