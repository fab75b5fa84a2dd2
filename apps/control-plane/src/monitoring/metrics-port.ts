import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { family, type MetricFamily } from '#libs/metrics';
import { gateways, type Database } from '#libs/persistence';
import { openMetricsPort, type Logger, type MetricsListener } from '#libs/telemetry';
import type { ControlPlaneConfig } from '../config.js';
import { CONFIG, DATABASE, GATEWAY_DATABASE, LOGGER } from '../tokens.js';
import { CallCounts } from './call-counts.js';

/**
 * Shows the control plane's metrics on a port of their own, where one is set: its other port is for
 * everybody, and Prometheus signs nothing.
 */
@Injectable()
export class MetricsPort implements OnApplicationBootstrap, OnModuleDestroy {
  private listener: MetricsListener | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: ControlPlaneConfig,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(GATEWAY_DATABASE) private readonly gatewayDatabase: Database,
    private readonly calls: CallCounts,
  ) {}

  /** Null when none is set. */
  get port(): number | null {
    return this.listener?.port ?? null;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { metricsHost: host, metricsPort: port } = this.config;
    if (port === undefined) return;
    const sources = [() => this.calls.families(), () => this.pools(), () => this.feed()];
    this.listener = await openMetricsPort({ host, port, sources, log: this.log });
    this.log.info('metrics are shown', { host, port: this.listener.port });
  }

  async onModuleDestroy(): Promise<void> {
    await this.listener?.close();
  }

  private pools(): MetricFamily[] {
    const pools = [
      ['management', this.database.connections()],
      ['gateways', this.gatewayDatabase.connections()],
    ] as const;
    return [
      family(
        'tollgate_database_connections',
        pools.flatMap(([pool, { busy, idle }]) => [
          [{ pool, state: 'busy' }, busy] as const,
          [{ pool, state: 'idle' }, idle] as const,
        ]),
      ),
      family(
        'tollgate_database_waiting',
        pools.map(([pool, { waiting }]) => [{ pool }, waiting] as const),
      ),
    ];
  }

  private async feed(): Promise<MetricFamily[]> {
    const { seq, gatewaysConnected, lag } = await this.database.read((uow) => gateways.progress(uow));
    return [
      family('tollgate_gateways_connected', [[{}, gatewaysConnected]]),
      family('tollgate_feed_seq', [[{}, seq]]),
      family('tollgate_feed_lag_documents', [[{}, lag]]),
    ];
  }
}
