import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createMemoryRateBuckets } from '#libs/rate-limits';
import type { Usage, UsageOptions } from '../invocation/admission.js';
import { createAdmission } from './admission.js';
import { ExchangeLoop } from './exchange-loop.js';
import { Journal } from './journal.js';
import { Leases } from './leases.js';
import { postToControlPlane } from './post-to-control-plane.js';
import { createRedisRateBuckets } from './rate-buckets-redis.js';

/** What a gateway may set beyond what it must. */
export interface UsageSettings {
  /**
   * What requests do when permits are out and the control plane is away; `pass` by default
   * (`TOLLGATE_QUOTA_WHEN_DISCONNECTED`).
   */
  readonly quotaWhenDisconnected?: 'pass' | 'refuse';
  /**
   * For how long the control plane must have been unreachable before it counts as away
   * (`TOLLGATE_QUOTA_GRACE_MS`).
   */
  readonly quotaGraceMs?: number;
  /**
   * Bound of the journal's files (`TOLLGATE_JOURNAL_MAX_MB`), and what becomes of requests beyond it
   * (`TOLLGATE_JOURNAL_WHEN_FULL`).
   */
  readonly journalMaxMb?: number;
  readonly journalWhenFull?: 'pass' | 'refuse';
}

const stopGraceMs = 1800;

/**
 * Starts all that stands behind admission: journal, permits, rate buckets and the exchange with the control
 * plane.
 *
 * @throws Error when another process has the journal's folder, or the disk does not let us read and write it.
 */
export async function startUsage(options: UsageOptions & UsageSettings): Promise<Usage> {
  const { documents, log, redisUrl } = options;
  const journal = new Journal({
    folder: join(options.dataDir, 'journal'),
    log,
    bytesMax: (options.journalMaxMb ?? 1024) * 1024 * 1024,
    whenFull: options.journalWhenFull,
  });
  const controlPlane = postToControlPlane(options);
  const leases: Leases = new Leases({
    flushSoon: () => loop.flushSoon(),
    away: () => loop.away,
    whenDisconnected: options.quotaWhenDisconnected ?? 'pass',
  });
  // The journal's own name is part of the sender's: a gateway that lost its folder is another sender,
  // whatever it calls itself.
  const gatewayId = `${options.gatewayId}.${journal.senderId}`;
  const loop = new ExchangeLoop({
    gatewayId,
    journal,
    leases,
    post: controlPlane.post,
    log,
    graceMs: options.quotaGraceMs,
  });
  const redisBuckets = redisUrl === null ? null : createRedisRateBuckets({ redisUrl, log });
  const buckets = redisBuckets ?? createMemoryRateBuckets();
  const steadyMs = () => performance.now();
  const admission = createAdmission({ documents, buckets, leases, journal, steadyMs });
  await redisBuckets?.connected();
  const sweeping = setInterval(() => {
    leases.sweep();
    buckets.sweep(steadyMs());
  }, 100).unref();
  loop.start();
  return {
    admission,
    get fenced() {
      return loop.fenced;
    },
    status: () => ({ ...loop.status(), ...leases.status(), ...journal.status() }),
    async close() {
      clearInterval(sweeping);
      journal.flush();
      await loop.stop(stopGraceMs);
      journal.close();
      redisBuckets?.close();
      await controlPlane.close();
    },
  };
}
