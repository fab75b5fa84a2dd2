import { Module, type DynamicModule } from '@nestjs/common';
import { PersistenceModule } from '#libs/persistence-nest';
import type { Logger } from '#libs/telemetry';
import { AlarmEvaluation } from './alarms/alarm-evaluation.js';
import { AlarmNotifier } from './alarms/alarm-notifier.js';
import type { CompilerWorkerConfig } from './config.js';
import { CapturesUpkeep } from './captures-upkeep.js';
import { ConfigModule, type ProcessSettings } from './config.module.js';
import { AuditUpkeep } from './audit-upkeep.js';
import { DeniedIdentitiesUpkeep } from './denied-identities-upkeep.js';
import { ExplanationsUpkeep } from './explanations-upkeep.js';
import { JobRunner } from './job-runner.js';
import { LogsUpkeep } from './logs-upkeep.js';
import { MeteringUpkeep } from './metering-upkeep.js';
import { MetricsPort } from './metrics-port.js';
import { MetricsUpkeep } from './metrics-upkeep.js';
import { OutboxSweep } from './outbox-sweep.js';
import { CONFIG, DATABASE, LOGGER } from './tokens.js';
import { untilMigrated } from './until-migrated.js';

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
        AlarmEvaluation,
        OutboxSweep,
        MeteringUpkeep,
        MetricsPort,
        MetricsUpkeep,
        LogsUpkeep,
        DeniedIdentitiesUpkeep,
        AuditUpkeep,
        ExplanationsUpkeep,
        CapturesUpkeep,
      ],
    };
  }
}
