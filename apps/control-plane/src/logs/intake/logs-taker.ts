import { Inject, Injectable } from '@nestjs/common';
import { readLogBlock } from '#libs/log-events';
import { logBlocks, prepareLogBlocks, type PreparedLogs, type UnitOfWork } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import {
  TakesObservations,
  type BlockOrigin,
  type ObservationTaker,
  type ReadBlock,
} from '../../observations/observation-taker.js';
import { LOGGER, NOW, type Runtime } from '../../tokens.js';

/** Keeps what gateways log. */
@Injectable()
@TakesObservations('logs')
export class LogsTaker implements ObservationTaker<PreparedLogs> {
  constructor(
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async read(bytes: Buffer): Promise<ReadBlock<PreparedLogs>> {
    const block = readLogBlock(bytes);
    if ('refused' in block) return { ok: false, problem: block.refused };
    return { ok: true, content: await prepareLogBlocks(block.sections, this.now()) };
  }

  async write(uow: UnitOfWork, prepared: PreparedLogs, { gatewayId }: BlockOrigin): Promise<void> {
    const { tooNew } = prepared;
    if (tooNew > 0)
      this.log.warn('a gateway has logged for times that are hours ahead, which is left out', {
        gatewayId,
        events: tooNew,
      });
    await logBlocks.add(uow, prepared, this.now());
  }
}
