import { Module, type DynamicModule } from '@nestjs/common';
import type { QueueSettings } from '#libs/queue';
import type { Logger } from '#libs/telemetry';
import { Tracer } from '#libs/traces';
import type { CompilerWorkerConfig } from './config.js';
import { CONFIG, LOGGER, QUEUE, TRACER } from './tokens.js';

/** What the process was started with. */
export interface ProcessSettings {
  readonly config: CompilerWorkerConfig;
  readonly log: Logger;
  /** How often and when failed jobs run again; the queue's own rule unless told. */
  readonly retry?: QueueSettings['retry'];
  /** None unless told. */
  readonly tracer?: Tracer;
}

/** Gives every module the environment as it was read at the start. */
@Module({})
export class ConfigModule {
  static of({ config, log, retry, tracer = new Tracer(null) }: ProcessSettings): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: log },
        { provide: TRACER, useValue: tracer },
        { provide: QUEUE, useValue: { ...queueOf(config, log), ...(retry && { retry }) } },
      ],
      exports: [CONFIG, LOGGER, QUEUE, TRACER],
    };
  }
}

/** The queue of an installation is in Redis where there is one, else in Postgres. */
export function queueOf({ redisUrl, databaseUrl }: CompilerWorkerConfig, log: Logger): QueueSettings {
  return redisUrl === undefined
    ? { backend: 'postgres', url: databaseUrl, log }
    : { backend: 'redis', url: redisUrl, log };
}
