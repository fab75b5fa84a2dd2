import { Module } from '@nestjs/common';
import { CallCounts } from './call-counts.js';
import { MetricsPort } from './metrics-port.js';

/** What operators watch the control plane by. */
@Module({ providers: [CallCounts, MetricsPort], exports: [CallCounts] })
export class MonitoringModule {}
