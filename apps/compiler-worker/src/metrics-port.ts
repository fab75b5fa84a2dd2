import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { family, type MetricFamily } from '#libs/metrics';
import { alarms, outbox, type Database } from '#libs/persistence';
import { openQueueCounts, type QueueSettings } from '#libs/queue';
import { openMetricsPort, type Logger, type MetricsListener } from '#libs/telemetry';
import type { CompilerWorkerConfig } from './config.js';
import { CONFIG, DATABASE, LOGGER, QUEUE } from './tokens.js';

/** Shows the worker's metrics, where a port is set for them. */
@Injectable()
export class MetricsPort implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly queue: ReturnType<typeof openQueueCounts>;
  private listener: MetricsListener | null = null;

  constructor(
    @Inject(CONFIG) private readonly config: CompilerWorkerConfig,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(QUEUE) queue: QueueSettings,
  ) {
    this.queue = openQueueCounts(queue);
  }

  /** Null when none is set. */
  get port(): number | null {
    return this.listener?.port ?? null;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { metricsHost: host, metricsPort: port } = this.config;
    if (port === undefined) return;
    const sources = [() => this.pool(), () => this.jobs(), () => this.outbox(), () => this.alarms()];
    this.listener = await openMetricsPort({ host, port, sources, log: this.log });
    this.log.info('metrics are shown', { host, port: this.listener.port });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.listener?.close();
    await this.queue.close();
  }

  private pool(): MetricFamily[] {
    const { busy, idle, waiting } = this.database.connections();
    const pool = 'worker';
    return [
      family('tollgate_database_connections', [
        [{ pool, state: 'busy' }, busy],
        [{ pool, state: 'idle' }, idle],
      ]),
      family('tollgate_database_waiting', [[{ pool }, waiting]]),
    ];
  }

  private async jobs(): Promise<MetricFamily[]> {
    return [family('tollgate_queue_jobs', byState(await this.queue.read()))];
  }

  private async outbox(): Promise<MetricFamily[]> {
    const counts = await this.database.read((uow) => outbox.counts(uow));
    return [family('tollgate_outbox_jobs', byState(counts))];
  }

  private async alarms(): Promise<MetricFamily[]> {
    const counts = await this.database.read((uow) => alarms.countByState(uow));
    return [family('tollgate_alarms', byState(counts))];
  }
}

const byState = (counts: object): (readonly [{ readonly state: string }, number])[] =>
  Object.entries(counts as Record<string, number>).map(([state, count]) => [{ state }, count]);
