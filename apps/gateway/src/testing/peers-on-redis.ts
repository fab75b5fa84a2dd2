import { Redis } from 'ioredis';
import { waitFor } from '#libs/testing';
import { createRedisPart, type RedisPart } from '../../../../test/support/redis-part.js';
import type { PeerTiming } from '../connections/peers/peer-timing.js';
import {
  shortTiming,
  startPeerOfTest,
  unknownAddress,
  type PeerOfTest,
  type PeerOfTestOptions,
} from './peer-of-test.js';

/** A Redis of a test's own, and gateways that share it, by the timing that the test asks for. */
export interface PeersOnRedis {
  readonly redis: RedisPart;
  /** A connection to it beside those of the gateways. */
  readonly admin: Redis;
  join(options?: PeerOfTestOptions): Promise<PeerOfTest>;
  /** No silence is in anybody's memory: who is not known never was. */
  settled(): Promise<void>;
  /** Redis has all connections of this gateway. */
  kept(peer: PeerOfTest): Promise<void>;
  countIn(key: string): Promise<number>;
  stop(): Promise<void>;
}

export async function startPeersOnRedis(timing: PeerTiming = shortTiming): Promise<PeersOnRedis> {
  const redis = await createRedisPart();
  await redis.start();
  const admin = new Redis(redis.url);
  admin.on('error', () => undefined);
  const all: PeerOfTest[] = [];
  return {
    redis,
    admin,
    async join(options) {
      const peer = await startPeerOfTest(redis.url, { timing, ...options });
      all.push(peer);
      return peer;
    },
    async settled() {
      await waitFor(async () => (await all[0]!.peers.posts.close(unknownAddress())) === 'gone');
    },
    async kept({ connections, peers }) {
      await waitFor(async () => {
        const [key] = await admin.keys(`*:connections:${peers.processName()}`);
        return key !== undefined && (await admin.hlen(key)) === connections.size;
      });
    },
    async countIn(name) {
      const [key] = await admin.keys(`*:${name}`);
      return key === undefined ? 0 : admin.zcard(key);
    },
    async stop() {
      await Promise.all(all.map((peer) => peer.stop()));
      admin.disconnect();
      await redis.kill();
    },
  };
}
