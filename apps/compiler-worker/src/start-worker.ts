import { NestFactory } from '@nestjs/core';
import type { Runtime } from './runtime.js';
import { WorkerModule } from './worker.module.js';

/** A worker that takes jobs. */
export interface RunningWorker {
  /** Resolves when running jobs have ended and nothing is taken any more. */
  close(): Promise<void>;
}

/** Builds the Nest context over the runtime; resolves when jobs are taken. */
export async function startWorker(runtime: Runtime): Promise<RunningWorker> {
  const context = await NestFactory.createApplicationContext(WorkerModule.of(runtime), {
    logger: false,
    abortOnError: false,
  });
  return { close: () => context.close() };
}
