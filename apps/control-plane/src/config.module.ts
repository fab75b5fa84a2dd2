import { Module, type DynamicModule } from '@nestjs/common';
import type { Logger } from '#libs/telemetry';
import { Tracer } from '#libs/traces';
import type { ControlPlaneConfig } from './config.js';
import { CONFIG, LOGGER, NOW, THREAD_ARGUMENTS, TRACER, type Runtime } from './tokens.js';

/** What the process was started with. */
export interface ProcessSettings {
  readonly config: ControlPlaneConfig;
  readonly log: Logger;
  /** The clock's unless told. */
  readonly now?: Runtime['now'];
  readonly threadArguments?: Runtime['threadArguments'];
  /** Where the console is served from, where it is; that of the build unless told. */
  readonly consoleFolder?: string;
  /** None unless told. */
  readonly tracer?: Tracer;
}

/**
 * Gives every module the environment as it was read at the start. Global, as the databases are and nothing
 * else: these hold for the whole process, and no module could choose others. Whatever is a part of the
 * application is imported by who uses it.
 */
@Module({})
export class ConfigModule {
  static of(settings: ProcessSettings): DynamicModule {
    const { config, log, now = Date.now, threadArguments, tracer = new Tracer(null) } = settings;
    return {
      module: ConfigModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: log },
        { provide: NOW, useValue: now },
        { provide: THREAD_ARGUMENTS, useValue: threadArguments },
        { provide: TRACER, useValue: tracer },
      ],
      exports: [CONFIG, LOGGER, NOW, THREAD_ARGUMENTS, TRACER],
    };
  }
}
