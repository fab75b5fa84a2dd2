import { Redis } from 'ioredis';
import {
  createBlockRateBuckets,
  createMemoryTokenCounter,
  type BucketLimit,
  type DrawnTokens,
  type RateBuckets,
  type TokenCounter,
} from '#libs/rate-limits';
import type { Logger } from '#libs/telemetry';

export interface RedisBucketsOptions {
  readonly redisUrl: string;
  readonly log: Logger;
  /** In front of every key. */
  readonly keyPrefix?: string;
}

export interface RedisRateBuckets extends RateBuckets {
  /** Resolves when Redis has been reached, or has been tried in vain. */
  connected(): Promise<void>;
  close(): void;
}

/**
 * The token bucket of `#libs/rate-limits`, step for step, in one script: a bucket is "full at `at`, and
 * `taken` since". Time is Redis's own unless a test gives one, since the clocks of gateways differ. A bucket
 * that is full again is as good as none, so its key expires by then.
 */
const drawScript = `
local rate, burst, wanted, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
if now < 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + time[2] / 1000
end
local found = redis.call('HMGET', KEYS[1], 'at', 'taken', 'rate', 'burst')
local at, taken = now, 0
if found[1] then
  at, taken = tonumber(found[1]), tonumber(found[2])
  local oldRate, oldBurst = tonumber(found[3]), tonumber(found[4])
  if oldRate ~= rate or oldBurst ~= burst then
    local left = math.min(oldBurst + math.max(0, now - at) * oldRate / 1000 - taken, oldBurst, burst)
    at, taken = now, burst - left
  end
end
local tokens = burst + math.max(0, now - at) * rate / 1000 - taken
if tokens >= burst then
  at, taken, tokens = math.max(now, at), 0, burst
end
local granted = math.min(wanted, math.max(0, math.floor(tokens)))
taken = math.max(0, taken + granted)
tokens = burst + math.max(0, now - at) * rate / 1000 - taken
redis.call('HSET', KEYS[1], 'at', string.format('%.17g', at), 'taken', string.format('%.17g', taken), 'rate', ARGV[1], 'burst', ARGV[2])
local ttl = 86400000
if rate > 0 then ttl = math.min(ttl, math.ceil((burst - tokens) * 1000 / rate) + 1000) end
redis.call('PEXPIRE', KEYS[1], ttl)
local wait = 0
if tokens < 1 then
  if rate <= 0 or burst < 1 then wait = -1 else wait = math.ceil((1 - tokens) * 1000 / rate) end
end
return { math.max(0, granted), wait, math.max(0, math.floor(tokens)) }
`;

/** For so long the local bucket stands in after Redis has failed, before Redis is asked again. */
const localForMs = 1000;

/** The shared counter on Redis: one script call per block of tokens. Rejects while Redis is away. */
export function createRedisTokenCounter(
  redis: Redis,
  options: { readonly keyPrefix?: string; readonly clock: 'redis' | 'caller' },
): TokenCounter {
  const prefix = options.keyPrefix ?? 'tollgate:rate:';
  redis.defineCommand('tollgateDraw', { numberOfKeys: 1, lua: drawScript });
  const draw = redis as Redis & {
    tollgateDraw: (...args: (string | number)[]) => Promise<[number, number, number]>;
  };
  return {
    async draw(key, limit, wanted, nowMs): Promise<DrawnTokens> {
      const clockMs = options.clock === 'redis' ? -1 : nowMs;
      const [granted, waitMs, left] = await draw.tollgateDraw(
        prefix + key,
        limit.ratePerSecond,
        limit.burst,
        wanted,
        clockMs,
      );
      return { granted, retryAfterMs: waitMs < 0 ? Infinity : waitMs, left };
    },
  };
}

/**
 * Rate buckets that all gateways share. While Redis is away each gateway has a bucket of its own with the
 * same limit: N gateways then let up to N times the rate pass, which is said in the log, once.
 */
export function createRedisRateBuckets(options: RedisBucketsOptions): RedisRateBuckets {
  const redis = new Redis(options.redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 250,
    // It waits for the end of a connection that may have ended before, as that of a Redis that is away has.
    disconnectTimeout: 100,
    retryStrategy: (attempt) => Math.min(1000, 50 * attempt),
  });
  // Without a listener ioredis writes to stderr; every failed draw is reported below.
  redis.on('error', (error) => options.log.debug('redis connection', { error }));
  const shared = createRedisTokenCounter(redis, { keyPrefix: options.keyPrefix, clock: 'redis' });
  const local = createMemoryTokenCounter();
  const buckets = createBlockRateBuckets(withLocalStandIn(shared, local, options.log));
  const connected = new Promise<void>((resolve) => {
    redis.once('ready', () => resolve());
    redis.once('error', () => resolve());
  });
  return {
    ...buckets,
    sweep(nowMs) {
      buckets.sweep(nowMs);
      local.sweep(nowMs);
    },
    connected: () => connected,
    close: () => redis.disconnect(),
  };
}

/** A counter that answers from `local` while the shared one does not. */
export function withLocalStandIn(shared: TokenCounter, local: TokenCounter, log: Logger): TokenCounter {
  let localUntilMs = -Infinity;
  let away = false;
  return {
    async draw(key: string, limit: BucketLimit, wanted: number, nowMs: number): Promise<DrawnTokens> {
      if (nowMs < localUntilMs) return local.draw(key, limit, wanted, nowMs);
      try {
        const drawn = await shared.draw(key, limit, wanted, nowMs);
        if (away) log.info('rates are shared between gateways again');
        away = false;
        return drawn;
      } catch (error) {
        if (!away) log.error('redis is away: each gateway keeps rates by itself', { error });
        away = true;
        localUntilMs = nowMs + localForMs;
        return local.draw(key, limit, wanted, nowMs);
      }
    },
  };
}
