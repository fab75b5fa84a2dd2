import { Inject, Injectable } from '@nestjs/common';
import { parseMetricsBlock, type MetricsRow } from '#libs/metrics';
import { canaryFigures, metricData, type UnitOfWork } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import {
  TakesObservations,
  type BlockOrigin,
  type ObservationTaker,
  type ReadBlock,
} from '../../observations/observation-taker.js';
import { LOGGER, NOW, type Runtime } from '../../tokens.js';
import { contributionsOf } from './contributions-of.js';
import { figuresOfTrials } from './figures-of-trials.js';

/** Keeps what gateways count and measure. */
@Injectable()
@TakesObservations('metrics')
export class MetricsTaker implements ObservationTaker<readonly MetricsRow[]> {
  constructor(
    @Inject(NOW) private readonly now: Runtime['now'],
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  read(block: Buffer): ReadBlock<readonly MetricsRow[]> {
    const rows = parseMetricsBlock(block);
    return rows.ok ? { ok: true, content: rows.value } : rows;
  }

  async write(
    uow: UnitOfWork,
    rows: readonly MetricsRow[],
    { gatewayId, ageMs }: BlockOrigin,
  ): Promise<void> {
    const { contributions, outOfTime } = await contributionsOf(rows, this.now());
    if (outOfTime > 0) {
      this.log.warn('metrics of a time that is not taken any more were left out', {
        gatewayId,
        rows: outOfTime,
      });
    }
    await metricData.add(uow, contributions);
    const { figures, reported, left } = figuresOfTrials(rows);
    await canaryFigures.add(uow, figures);
    await canaryFigures.report(uow, { trialIds: reported, leftIds: left, gatewayId, agoMs: ageMs });
  }
}
