import type { WebSocketsState } from '../admin/admin.js';
import type { Pipeline } from '../invocation/pipeline.js';
import type { RequestRecords } from '../invocation/record/request-record.js';
import { goingAway, tokenExpired } from './connection-end.js';
import { usualWebSocketLimits, type WebSocketLimits } from './websocket-limits.js';
import { Connections } from './connections.js';
import { Disconnects } from './disconnects.js';
import { DueWheel } from './due-wheel.js';
import { Handshakes } from './handshakes.js';
import { OpenConnection, type ConnectionServices } from './open-connection.js';
import { closeInTime } from './close-in-time.js';
import { SharedBytes } from './shared-bytes.js';
import { takeMessage } from './take-message.js';

export interface ConnectionOptions {
  readonly pipeline: Pick<Pipeline, 'invoke'>;
  readonly records: Pick<RequestRecords, 'begin' | 'complete'>;
  readonly newConnectionId: () => string;
  /** Missing: AWS's. */
  readonly limits?: Partial<WebSocketLimits>;
}

/** The WebSocket connections of a process, from their handshakes to their `$disconnect`. */
export interface StartedConnections {
  readonly connections: Connections<OpenConnection>;
  readonly handshakes: Handshakes;
  readonly disconnects: Disconnects;
  state(): WebSocketsState;
  /** Closes one whose `$disconnect` is another gateway's to deliver. */
  abandon(connection: OpenConnection): void;
  /** Those of a stage that is gone. */
  closeStage(apiId: string, stageName: string): void;
  /**
   * Refuses handshakes, closes every connection behind its running messages, not all in one moment, and
   * delivers their `$disconnect`s; what is left after so long is cut, handshakes that are pending as well.
   * Returns how many events are not delivered.
   */
  drain(atMostMs: number): Promise<number>;
}

/** Of the time to drain this part is for the events of those that were cut at the end of it. */
const eventsPart = 0.2;

export function startConnections(options: ConnectionOptions): StartedConnections {
  const limits = { ...usualWebSocketLimits, ...options.limits };
  const connections = new Connections<OpenConnection>();
  const disconnects = new Disconnects(options);
  const wheel = new DueWheel();
  const abandoned = new WeakSet<OpenConnection>();
  const memory = new SharedBytes(limits.memoryBytesMax, () => connections.size);
  let isDraining = false;
  let isCutting = false;
  let whenNoneIsOpen: (() => void) | null = null;
  const services: ConnectionServices = {
    limits,
    wheel,
    memory,
    take: (connection, data, turn) => takeMessage(options, connection, data, turn),
    ended: (connection, end) => {
      const { facts, origin } = connection;
      connections.remove(connection, end);
      if (!abandoned.has(connection)) {
        disconnects.add({ facts, origin, end, told: () => connections.disconnected(connection) });
      }
      tellIfNone();
    },
  };
  const handshakes = new Handshakes({
    limits,
    newConnectionId: options.newConnectionId,
    opened: ({ facts, origin, endsByMs, webSocket, socket }) => {
      const connection = new OpenConnection(facts, origin, webSocket, socket, services);
      connections.add(connection);
      if (endsByMs !== null) connection.endBy(endsByMs, tokenExpired);
      // Its handshake was pending when the others were closed.
      if (isCutting) connection.cut(goingAway);
      else if (isDraining) connection.closeBehindMessages(goingAway);
    },
    lost: (ended) => disconnects.add(ended),
    settled: () => tellIfNone(),
  });

  function tellIfNone(): void {
    if (connections.size === 0 && handshakes.pending === 0) whenNoneIsOpen?.();
  }

  async function noneIsOpen(atMostMs: number): Promise<void> {
    if (connections.size === 0 && handshakes.pending === 0) return;
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, Math.max(0, atMostMs));
      whenNoneIsOpen = () => {
        clearTimeout(late);
        resolve();
      };
    });
    whenNoneIsOpen = null;
  }

  return {
    connections,
    handshakes,
    disconnects,
    state: () => ({
      open: connections.size,
      messageBytes: memory.taken,
      pendingHandshakes: handshakes.pending,
      refusedHandshakes: handshakes.refused,
      pendingDisconnects: disconnects.size,
      lostDisconnects: disconnects.lost,
    }),
    abandon(connection) {
      abandoned.add(connection);
      connection.close(goingAway.code, goingAway.reason);
    },
    closeStage: (apiId, stageName) =>
      void closeInTime([...connections.ofStage(apiId, stageName)], goingAway, 0),
    drain: async (atMostMs) => {
      isDraining = true;
      handshakes.drain();
      const overAtMs = Date.now() + atMostMs;
      await closeInTime([...connections.all()], goingAway, Math.min(limits.drainMs, atMostMs / 2));
      await noneIsOpen(overAtMs - Date.now() - atMostMs * eventsPart);
      isCutting = true;
      for (const connection of connections.all()) connection.cut(goingAway);
      handshakes.cut();
      await noneIsOpen(overAtMs - Date.now());
      wheel.stop();
      return disconnects.settle(Math.max(0, overAtMs - Date.now()));
    },
  };
}
