import type { ObservationKind } from '#libs/observations';
import type { Logger } from '#libs/telemetry';
import type { BlockResponse, PostBlock } from './post-block.js';
import type { BlockToSend, Spool } from './spool.js';

export interface ShippingLoopOptions {
  readonly kind: ObservationKind;
  readonly spool: Spool;
  readonly post: PostBlock;
  readonly log: Logger;
  /** How long to wait after a number of failures in a row. */
  readonly backOffMs?: (failures: number) => number;
}

const backOffMinMs = 100;
const backOffMaxMs = 5000;
/** A block at which the control plane breaks so often is given up: it would hold up all others. */
const failuresOfBlockMax = 10;

/**
 * Sends the blocks of one kind, one at a time, each until the control plane has it or refuses it. While it
 * does not respond they wait in the spool.
 */
export class ShippingLoop {
  /** Posts in a row without a response that ended the matter. */
  failures = 0;
  private stopping = false;
  private hasNews = false;
  private wake: () => void = () => undefined;
  private running: Promise<void> | null = null;
  private readonly backOffMs: (failures: number) => number;

  constructor(private readonly options: ShippingLoopOptions) {
    this.backOffMs = options.backOffMs ?? longerEachTime;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** There is something to send; where the control plane does not respond, that is no news. */
  queued(): void {
    this.hasNews = true;
    if (this.failures === 0) this.wake();
  }

  /** Ends when all is sent, or at the first failure; the spool must be closed before. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
  }

  private async run(): Promise<void> {
    const { kind, spool } = this.options;
    while (!(this.stopping && this.failures > 0)) {
      this.hasNews = false;
      const block = await spool.next(kind);
      if (block) await this.send(block);
      else if (this.stopping) return;
      else if (!this.hasNews) await this.pause(null);
    }
  }

  private async send(block: BlockToSend): Promise<void> {
    const { kind, log } = this.options;
    for (let broken = 0; ;) {
      const response = await this.post(block);
      if (response.outcome === 'failed') broken += 1;
      if (response.outcome === 'taken') return this.ended(block, 'sent');
      if (response.outcome === 'refused' || broken === failuresOfBlockMax) {
        log.error('the control plane refuses a block of what happened, which is dropped', {
          kind,
          ...block.name,
          reason: response.reason,
        });
        return this.ended(block, 'refused');
      }
      this.failures += 1;
      if (this.failures === 1)
        log.warn('the control plane does not take what happened: it waits on disk', {
          kind,
          reason: response.reason,
        });
      // On disk it waits for the next process.
      if (this.stopping) return;
      await this.pause(this.backOffMs(this.failures));
    }
  }

  private ended(block: BlockToSend, outcome: 'sent' | 'refused'): void {
    const { kind, spool, log } = this.options;
    if (this.failures > 0) log.info('the control plane takes again what happened', { kind });
    this.failures = 0;
    spool.end(kind, block.name, outcome);
  }

  private async post(block: BlockToSend): Promise<BlockResponse> {
    try {
      return await this.options.post(this.options.kind, block);
    } catch (error) {
      return { outcome: 'again', reason: String(error) };
    }
  }

  /** Until it is woken, or for so long. */
  private pause(ms: number | null): Promise<void> {
    if (this.stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = ms === null ? undefined : setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Never the same for all gateways. */
function longerEachTime(failures: number): number {
  return Math.min(backOffMaxMs, backOffMinMs * 2 ** (failures - 1)) * (0.5 + Math.random() / 2);
}
