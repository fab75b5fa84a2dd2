import { newConnectionId, newProcessName } from './connections/connection-id.js';
import { connectionEnd } from './connections/connection-end.js';
import { describeConnection, readDescription } from './connections/connection-description.js';
import type { OpenConnection } from './connections/open-connection.js';
import { createPeers, type Peers } from './connections/peers/create-peers.js';
import type { ConnectionPosts } from './connections/posts/connection-posts.js';
import { LocalPosts } from './connections/posts/local-posts.js';
import {
  startConnections,
  type ConnectionOptions,
  type StartedConnections,
} from './connections/start-connections.js';
import type { GatewayOptions } from './gateway-options.js';

/** The WebSocket connections of this process, and calls for those of all. */
export interface WebSockets extends StartedConnections {
  readonly posts: ConnectionPosts;
  /** Resolves when the other gateways have been reached, or have been tried in vain. */
  join(): Promise<void>;
  /** Behind `drain`. */
  close(): Promise<void>;
}

export interface WebSocketServices extends Pick<ConnectionOptions, 'pipeline' | 'records'> {
  /** Whether this process knows what there is to serve. */
  readonly isReady: () => boolean;
}

export function createWebSockets(
  options: Pick<GatewayOptions, 'redisUrl' | 'token' | 'webSocketLimits' | 'log'>,
  services: WebSocketServices,
): WebSockets {
  const { redisUrl, token, log, webSocketLimits: limits } = options;
  let peers: Peers | null = null;
  const alone = newProcessName();
  const started = startConnections({
    ...services,
    newConnectionId: () => newConnectionId(peers?.processName() ?? alone),
    ...(limits && { limits }),
  });
  const { connections, disconnects } = started;
  if (redisUrl === null) {
    const nothing = async (): Promise<void> => undefined;
    return { ...started, posts: new LocalPosts(connections), join: nothing, close: nothing };
  }
  const created = createPeers({
    redisUrl,
    token,
    log,
    connections,
    describe: (connection) => describeConnection(connection as OpenConnection),
    end: (description) =>
      new Promise((told) => {
        disconnects.add({ ...readDescription(description), end: connectionEnd(1006), told });
      }),
    mayEnd: services.isReady,
    abandon: (connection) => started.abandon(connection as OpenConnection),
  });
  peers = created;
  return { ...started, posts: created.posts, join: () => created.start(), close: () => created.close() };
}
