import { silentLogger } from '#libs/telemetry';
import { startCuttableProxy, type CuttableProxy } from '../../../../test/support/cuttable-proxy.js';
import { newConnectionId, newProcessName } from '../connections/connection-id.js';
import type { Connection, SendOutcome } from '../connections/connection.js';
import { Connections } from '../connections/connections.js';
import type { PeerTiming } from '../connections/peers/peer-timing.js';
import { createPeers, type Peers } from '../connections/peers/create-peers.js';
import type { AddressedConnection } from '../connections/posts/connection-posts.js';
import type { ConnectionFacts } from '../invocation/connection-event.js';

/** Short, so that deaths are soon over; each is long beside the one before it. */
export const shortTiming: PeerTiming = {
  beatMs: 50,
  leaseMs: 1000,
  silenceMs: 500,
  quietMs: 1000,
  callMs: 4000,
  lookMs: 50,
  commandMs: 2000,
  claimMs: 1000,
};

/** For what no death has a part in: however busy the machine is, nobody is given up. */
export const patientTiming: PeerTiming = {
  ...shortTiming,
  leaseMs: 120_000,
  callMs: 120_000,
  commandMs: 120_000,
};

/** A client that keeps what it is sent. */
export interface ConnectionOfTest extends Connection {
  readonly sent: { readonly text: string; readonly isBinary: boolean }[];
  /** What the next messages come to. */
  outcome: SendOutcome;
  closed: { readonly code: number; readonly reason: string } | null;
}

/** What a gateway has of WebSocket connections, with clients that are none, in this process. */
export interface PeerOfTest {
  readonly peers: Peers;
  readonly connections: Connections<ConnectionOfTest>;
  /** Between it and Redis. */
  readonly proxy: CuttableProxy;
  /** Whose `$disconnect` it has delivered for dead gateways. */
  readonly ended: ConnectionFacts[];
  readonly said: string[];
  open(change?: Partial<ConnectionFacts>): ConnectionOfTest;
  end(connection: ConnectionOfTest): void;
  /** As SIGKILL does it, seen from outside. */
  vanish(): Promise<void>;
  stop(): Promise<void>;
}

const token = 'the token of the gateways';

export async function startPeerOfTest(
  redisUrl: string,
  { timing = shortTiming, end = async () => undefined }: PeerOfTestOptions = {},
): Promise<PeerOfTest> {
  const proxy = await startCuttableProxy(redisUrl);
  const connections = new Connections<ConnectionOfTest>();
  const ended: ConnectionFacts[] = [];
  const said: string[] = [];
  const say = (message: string): void => void said.push(message);
  const peers = createPeers({
    redisUrl: proxy.url.replace('http:', 'redis:'),
    token,
    connections,
    describe: ({ facts }) => JSON.stringify(facts),
    end: async (description) => {
      const facts = JSON.parse(description) as ConnectionFacts;
      await end(facts);
      ended.push(facts);
    },
    abandon: (connection) => {
      connection.close(1001, 'Going away');
      connections.remove(connection as ConnectionOfTest, { code: 1001, reason: 'Going away' });
    },
    mayEnd: () => true,
    timing,
    log: { ...silentLogger, info: say, warn: say, error: say },
  });
  await peers.start();
  let stopped = false;
  return {
    peers,
    connections,
    proxy,
    ended,
    said,
    open(change = {}) {
      const facts: ConnectionFacts = {
        connectionId: newConnectionId(peers.processName()),
        apiId: 'api',
        stageName: 'prod',
        connectedAtMs: Date.now(),
        domainName: 'api.execute-api.localhost',
        sourceIp: '127.0.0.1',
        userAgent: 'test',
        found: null,
        tokenExpiresAtMs: null,
        ...change,
      };
      const connection: ConnectionOfTest = {
        facts,
        lastActiveAtMs: facts.connectedAtMs,
        isEnding: false,
        sent: [],
        outcome: 'sent',
        closed: null,
        send(data, isBinary = false) {
          if (connection.outcome === 'sent') connection.sent.push({ text: data.toString(), isBinary });
          return connection.outcome;
        },
        close(code, reason) {
          connection.closed = { code, reason };
        },
      };
      connections.add(connection);
      return connection;
    },
    end(connection) {
      connections.remove(connection, { code: 1000, reason: '' });
      connections.disconnected(connection);
    },
    async vanish() {
      stopped = true;
      await proxy.close();
    },
    async stop() {
      await peers.close();
      if (!stopped) await proxy.close();
    },
  };
}

export interface PeerOfTestOptions {
  readonly timing?: PeerTiming;
  /** What `$disconnect` of a dead gateway's connection does. */
  readonly end?: (facts: ConnectionFacts) => Promise<void>;
}

export const addressOf = ({ facts }: Connection): AddressedConnection => ({
  apiId: facts.apiId,
  stageName: facts.stageName,
  connectionId: facts.connectionId,
});
export const message = (text: string, callId: string | null = null) => ({ data: Buffer.from(text), callId });
/** Of a connection that never was. */
export const unknownAddress = (): AddressedConnection => ({
  apiId: 'api',
  stageName: 'prod',
  connectionId: newConnectionId(newProcessName()),
});
