import { Inject } from '@nestjs/common';
import { cloudwatch } from '#libs/aws-wire';
import type { Database } from '#libs/persistence';
import { WireService } from '../../dispatch/wire-service.decorator.js';
import { Caller } from '../../http/caller.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Input } from '../../wire/input.decorator.js';
import { Operation } from '../../wire/operation.decorator.js';
import { DATABASE, NOW, type Runtime } from '../../tokens.js';
import { orRefuse } from '../cloudwatch-error.js';
import { getMetricData } from './get-metric-data.js';
import { getMetricStatistics } from './get-metric-statistics.js';
import { listMetrics } from './list-metrics.js';

/** Binds the operations that read metrics. */
@WireService(cloudwatch.service)
export class MetricsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(cloudwatch.ListMetrics)
  async list(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.ListMetricsInput) {
    return orRefuse(await this.database.read((uow) => listMetrics(uow, owner, input, this.now())));
  }

  // One statement each for what is asked of data: nothing has to agree with another.
  @Operation(cloudwatch.GetMetricStatistics)
  async statistics(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.GetMetricStatisticsInput) {
    return orRefuse(await this.database.read((uow) => getMetricStatistics(uow, owner, input, this.now())));
  }

  @Operation(cloudwatch.GetMetricData)
  async data(@Caller() { owner }: CallerIdentity, @Input() input: cloudwatch.GetMetricDataInput) {
    return orRefuse(await this.database.read((uow) => getMetricData(uow, owner, input, this.now())));
  }
}
