import { Module } from '@nestjs/common';
import { MetricsTaker } from './intake/metrics-taker.js';

/** CloudWatch: what gateways count and measure, and alarms on it. */
@Module({ providers: [MetricsTaker] })
export class CloudWatchModule {}
