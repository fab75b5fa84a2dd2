import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from '#libs/telemetry';

const usuallyEveryMs = 10 * 60_000;
const retryMs = 10_000;

/** Something that a worker does again and again. Several workers may do so at once. */
export interface UpkeepRound {
  /** What it looks after, as logs say it. */
  readonly name: string;
  /** Between the end of a round and the beginning of the next; ten minutes unless said. */
  readonly everyMs?: number;
  /** One round, at a moment; a long one ends early when the worker stops. */
  readonly run: (nowMs: number, stopping: AbortSignal) => Promise<void>;
}

/**
 * Runs rounds while the process does: each at once and then again and again, sooner after a failure, never
 * twice at a time. What one waits for, or fails of, holds no other up. A row of failures is logged once.
 */
export class Upkeep implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly timers = new Map<UpkeepRound, NodeJS.Timeout>();
  private readonly running = new Map<UpkeepRound, Promise<void>>();
  private readonly failing = new Set<UpkeepRound>();

  constructor(
    private readonly rounds: readonly UpkeepRound[],
    private readonly log: Pick<Logger, 'info' | 'warn'>,
  ) {}

  onApplicationBootstrap(): void {
    for (const round of this.rounds) this.next(round, 0);
  }

  /** Resolves when the rounds that run have ended. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.running.values());
  }

  private next(round: UpkeepRound, delayMs: number): void {
    if (this.stopping.signal.aborted) return;
    const timer = setTimeout(() => this.running.set(round, this.run(round)), delayMs);
    this.timers.set(round, timer);
  }

  private async run(round: UpkeepRound): Promise<void> {
    const { name, everyMs = usuallyEveryMs } = round;
    try {
      await round.run(Date.now(), this.stopping.signal);
      if (this.failing.delete(round)) this.log.info('upkeep goes on', { of: name });
      this.next(round, everyMs);
    } catch (error) {
      if (!this.failing.has(round)) this.log.warn('upkeep failed and is tried again', { of: name, error });
      this.failing.add(round);
      this.next(round, Math.min(retryMs, everyMs));
    }
  }
}
