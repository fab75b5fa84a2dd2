import { Inject, Injectable } from '@nestjs/common';
import type { ControlPlaneConfig } from '../config.js';
import { CONFIG } from '../tokens.js';

/** So many wait with their bodies in memory; to those beyond it is said to come again. */
const waitingMax = 32;

/**
 * Lets half as many blocks in at once as there are connections for what gateways ask, so that logs, however
 * many, leave the feed and metering theirs.
 */
@Injectable()
export class IntakeGate {
  private readonly atOnceMax: number;
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    @Inject(CONFIG) { databaseGatewayPoolSize }: Pick<ControlPlaneConfig, 'databaseGatewayPoolSize'>,
  ) {
    this.atOnceMax = Math.max(1, Math.floor(databaseGatewayPoolSize / 2));
  }

  /** Does the work when there is place; null, at once, when too many wait already. */
  async pass<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.running >= this.atOnceMax) {
      if (this.waiting.length >= waitingMax) return null;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await work();
    } finally {
      // Its place goes to the next one, or is free.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
