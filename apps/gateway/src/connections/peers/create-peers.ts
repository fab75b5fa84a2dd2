import type { Logger } from '#libs/telemetry';
import { goingAway } from '../connection-end.js';
import { processNameIn } from '../connection-id.js';
import type { Connection } from '../connection.js';
import type { Connections } from '../connections.js';
import type { ConnectionPosts } from '../posts/connection-posts.js';
import { LocalPosts } from '../posts/local-posts.js';
import { Estates } from './estates.js';
import { KeptConnections } from './kept-connections.js';
import { Membership } from './membership.js';
import { PeerCalls } from './peer-calls.js';
import { PeerInbox } from './peer-inbox.js';
import { PeerLink } from './peer-link.js';
import { peerNames } from './peer-names.js';
import { PeerPosts } from './peer-posts.js';
import { peerPrefix, PeerSeal } from './peer-seal.js';
import { usualTiming, type PeerTiming } from './peer-timing.js';

export interface PeersOptions {
  readonly redisUrl: string;
  /** Gateways of one token make one installation. */
  readonly token: string;
  readonly connections: Connections;
  /** What another gateway needs to deliver the `$disconnect` of a connection, and how it does. */
  readonly describe: (connection: Connection) => string;
  readonly end: (description: string) => Promise<void>;
  /** Ends a connection whose `$disconnect` another gateway has delivered, or will. */
  readonly abandon: (connection: Connection) => void;
  /** Whether this process can deliver the `$disconnect`s of others by now. */
  readonly mayEnd: () => boolean;
  readonly timing?: PeerTiming;
  readonly log: Logger;
}

/** The gateways that share a Redis, as one of them sees them. */
export interface Peers {
  /** Joins the others. Resolves when Redis knows this process, or has been tried in vain. */
  start(): Promise<void>;
  readonly posts: ConnectionPosts;
  /** What ids of new connections name. */
  processName(): string;
  state(): PeersState;
  /** Behind the end of this process's own connections. */
  close(): Promise<void>;
}

export interface PeersState {
  readonly connected: boolean;
  /** Calls that wait for other gateways, and messages that were dropped. */
  readonly waiting: number;
  readonly dropped: number;
}

export function createPeers(options: PeersOptions): Peers {
  const { token, connections, describe, end, mayEnd, abandon, log, timing = usualTiming } = options;
  const names = peerNames(peerPrefix(token));
  // Nobody reaches it by its id any more.
  const endOfFormer = (connection: Connection): void => {
    if (kept.leave(connection)) abandon(connection);
    else connection.close(goingAway.code, goingAway.reason);
  };
  const seal = new PeerSeal(token);
  const link = new PeerLink({ ...options, timing }, (message) => inbox.receive(message));
  const shared = { link, names, seal, timing, log, processName: () => membership.processName };
  const membership = new Membership(shared, {
    declaredDead: () => [...connections.all()].forEach(endOfFormer),
    joined: () => kept.forgotten(),
    beaten() {
      void kept.complete();
      if (mayEnd()) estates.look();
    },
  });
  const local = new LocalPosts(connections);
  const calls = new PeerCalls(shared);
  const inbox = new PeerInbox({
    ...shared,
    posts: local,
    membership,
    replied: (id, reply) => calls.replied(id, reply),
  });
  const kept = new KeptConnections({ ...shared, connections, describe });
  const estates = new Estates({ ...shared, end });
  connections.watch(kept);
  link.onReady(() => kept.mistrust());
  connections.watch({
    opened(connection) {
      // It was named before this process was declared dead.
      const isOfFormer = processNameIn(connection.facts.connectionId) !== membership.processName;
      if (isOfFormer) setImmediate(() => endOfFormer(connection));
    },
  });
  const living = async (): Promise<readonly string[] | null> =>
    link.isReady ? link.commands.zrange(names.gateways, 0, -1).catch(() => null) : null;
  return {
    start: () => membership.start(),
    posts: new PeerPosts({ local, calls, living, processName: shared.processName }),
    processName: shared.processName,
    state: () => ({ connected: link.isReady, waiting: calls.size, dropped: inbox.dropped }),
    async close() {
      calls.close();
      await estates.close();
      await kept.flush();
      await membership.leave();
      link.close();
    },
  };
}
