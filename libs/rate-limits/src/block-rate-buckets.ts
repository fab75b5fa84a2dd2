import type { DrawnTokens, RateBuckets, TokenCounter } from './ports.js';
import { createSweep } from './create-sweep.js';
import { tokenTaken, type BucketLimit, type RateVerdict } from './token-bucket.js';

/** Tokens in hand for one bucket, and what is known of the shared one. */
interface Block {
  limit: BucketLimit;
  inHand: number;
  drawing: Promise<void> | null;
  /** Until then the shared bucket is known to be empty. */
  emptyUntilMs: number;
  /** What the shared bucket held after the last draw; before the first one, its burst. */
  leftShared: number;
  usedAtMs: number;
}

/**
 * Tokens are drawn for about this long ahead: some twenty calls to the counter per second and bucket,
 * whatever the rate.
 */
const aheadSeconds = 0.05;
/** Unused tokens go back after this time, for other gateways to use. */
const idleMs = 1000;

/**
 * Rate buckets over a counter that all gateways share. Tokens are drawn in blocks and spent here, so that a
 * request costs no call of its own; only the first request of a bucket waits for one. Never more tokens are
 * spent than the counter gave out.
 */
export function createBlockRateBuckets(counter: TokenCounter): RateBuckets {
  const blocks = new Map<string, Block>();
  const sweepSome = createSweep(blocks);

  function blockOf(key: string, limit: BucketLimit, nowMs: number): Block {
    let block = blocks.get(key);
    if (block === undefined) {
      const nothing = { inHand: 0, drawing: null, emptyUntilMs: -Infinity, leftShared: limit.burst };
      block = { limit, ...nothing, usedAtMs: nowMs };
      blocks.set(key, block);
    } else if (block.limit.ratePerSecond !== limit.ratePerSecond || block.limit.burst !== limit.burst) {
      block.limit = limit;
      block.emptyUntilMs = -Infinity;
    }
    return block;
  }

  function draw(key: string, block: Block, nowMs: number): Promise<void> {
    const size = Math.max(1, Math.min(block.limit.burst / 4, block.limit.ratePerSecond * aheadSeconds));
    const take = (drawn: DrawnTokens) => {
      block.inHand += drawn.granted;
      block.drawing = null;
      block.leftShared = drawn.left;
      if (drawn.granted === 0) block.emptyUntilMs = nowMs + Math.max(1, drawn.retryAfterMs);
    };
    block.drawing = Promise.resolve(counter.draw(key, block.limit, Math.floor(size), nowMs)).then(take);
    return block.drawing;
  }

  function spend(key: string, block: Block, nowMs: number): RateVerdict | null {
    block.usedAtMs = nowMs;
    if (block.inHand >= 1) {
      block.inHand -= 1;
      return tokenTaken;
    }
    if (nowMs < block.emptyUntilMs) return { taken: false, retryAfterMs: block.emptyUntilMs - nowMs };
    return null;
  }

  async function takeWaiting(key: string, block: Block, nowMs: number): Promise<RateVerdict> {
    // Those that wait together share one draw; when it was too small the next one is drawn by the first of
    // them that comes up short.
    for (;;) {
      await (block.drawing ?? draw(key, block, nowMs));
      const verdict = spend(key, block, nowMs);
      if (verdict !== null) return verdict;
    }
  }

  return {
    take(key, limit, nowMs) {
      const block = blockOf(key, limit, nowMs);
      return spend(key, block, nowMs) ?? takeWaiting(key, block, nowMs);
    },
    giveBack(key, limit, nowMs) {
      blockOf(key, limit, nowMs).inHand += 1;
    },
    level(key, limit, nowMs) {
      const block = blocks.get(key);
      if (block === undefined) return { tokens: limit.burst, retryAfterMs: 0 };
      // What has been refilled since the last draw is left out: others may have drawn it.
      const tokens = Math.min(limit.burst, block.inHand + block.leftShared);
      return { tokens, retryAfterMs: tokens > 0 ? 0 : Math.max(0, block.emptyUntilMs - nowMs) };
    },
    sweep(nowMs) {
      sweepSome((key, block) => {
        if (block.drawing !== null || nowMs - block.usedAtMs < idleMs) return;
        blocks.delete(key);
        // What cannot be returned is lost, which refuses too much rather than too little.
        if (block.inHand > 0)
          void Promise.resolve(counter.draw(key, block.limit, -block.inHand, nowMs)).catch(ignore);
      });
    },
  };
}

function ignore(): void {
  // The counter reports its own failures.
}
