import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import type { Database } from '#libs/persistence';
import { PersistenceModule } from '#libs/persistence-nest';
import type { Logger } from '#libs/telemetry';
import { AlarmNotifier } from './alarms/alarm-notifier.js';
import type { CompilerWorkerConfig } from './config.js';
import { ConfigModule, type ProcessSettings } from './config.module.js';
import { JobRunner } from './job-runner.js';
import { MetricsPort } from './metrics-port.js';
import { OutboxSweep } from './outbox-sweep.js';
import { CONFIG, DATABASE, LOGGER } from './tokens.js';
import { untilMigrated } from './until-migrated.js';
import { upkeepRounds } from './upkeep/upkeep-rounds.js';
import { Upkeep } from './upkeep/upkeep.js';

/**
 * For the feed, which all workers write to one after the other. A job that does not get it is tried again.
 */
const lockMs = 60_000;

const persistence = () =>
  PersistenceModule.forRootAsync(DATABASE, {
    inject: [CONFIG, LOGGER],
    useFactory: (config: CompilerWorkerConfig, log: Logger) => ({
      url: config.databaseUrl,
      poolSize: config.databasePoolSize,
      timeouts: {
        lockMs,
        statementMs: config.statementTimeoutMs,
        idleInTransactionMs: config.databaseIdleTimeoutMs,
      },
      log,
    }),
  });

/** Nothing is taken or swept before it. */
const MIGRATED = Symbol('migrated');

const upkeep: Provider = {
  provide: Upkeep,
  inject: [DATABASE, CONFIG, LOGGER],
  useFactory: (database: Database, config: CompilerWorkerConfig, log: Logger) =>
    new Upkeep(upkeepRounds(database, config, log), log),
};

/** Everything that the compiler worker runs. */
@Module({})
export class WorkerModule {
  static of(settings: ProcessSettings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [ConfigModule.of(settings), persistence()],
      providers: [
        { provide: MIGRATED, inject: [DATABASE, LOGGER], useFactory: untilMigrated },
        AlarmNotifier,
        JobRunner,
        OutboxSweep,
        upkeep,
        MetricsPort,
      ],
    };
  }
}
