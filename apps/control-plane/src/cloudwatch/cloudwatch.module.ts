import { Module } from '@nestjs/common';
import { DefinitionModule } from '../definition/definition.module.js';
import { AlarmsController } from './alarms/alarms.controller.js';
import { MetricsTaker } from './intake/metrics-taker.js';
import { MetricsController } from './metrics/metrics.controller.js';

/** CloudWatch: what gateways count and measure, and alarms on it. */
@Module({ imports: [DefinitionModule], providers: [MetricsTaker, MetricsController, AlarmsController] })
export class CloudWatchModule {}
