import { Module } from '@nestjs/common';
import { MetricsTaker } from './intake/metrics-taker.js';
import { MetricsController } from './metrics/metrics.controller.js';

/** CloudWatch: what gateways count and measure, and alarms on it. */
@Module({ providers: [MetricsTaker, MetricsController] })
export class CloudWatchModule {}
