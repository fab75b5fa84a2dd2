import { Inject, Injectable } from '@nestjs/common';
import { testInvocations, type Database } from '#libs/persistence';
import type { GatewayTask } from '#libs/snapshot-format';
import { Signals } from '../distribution/signals.js';
import { GATEWAY_DATABASE } from '../tokens.js';

/** Hands test invocations to gateways that ask, each to one. No database connection is held while waiting. */
@Injectable()
export class TestClaims {
  constructor(
    @Inject(GATEWAY_DATABASE) private readonly database: Database,
    private readonly signals: Signals,
  ) {}

  /** The next one, as soon as there is one; null when the time is up or the gateway has gone. */
  async next(gatewayId: string, waitMs: number, gone: AbortSignal): Promise<GatewayTask | null> {
    const giveUpAt = performance.now() + waitMs;
    for (;;) {
      const version = this.signals.tests.version;
      if (gone.aborted) return null;
      const taken = await this.database.write((uow) => testInvocations.claim(uow, gatewayId));
      if (taken) return this.unlessGone(taken, gatewayId, gone);
      const leftMs = giveUpAt - performance.now();
      if (leftMs <= 0) return null;
      await this.signals.tests.waitBeyond(version, leftMs, gone);
      // No change was signalled: the time is up or the process is stopping.
      if (this.signals.tests.version === version) return null;
    }
  }

  private async unlessGone(
    taken: GatewayTask,
    gatewayId: string,
    gone: AbortSignal,
  ): Promise<GatewayTask | null> {
    if (!gone.aborted) return taken;
    await this.database.write((uow) => testInvocations.giveBack(uow, taken.id, gatewayId));
    return null;
  }
}
