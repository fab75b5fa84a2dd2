import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { ProcessSettings } from './config.module.js';
import { WorkerModule } from './worker.module.js';

/**
 * Builds the Nest context; resolves when jobs are taken, which is not before Postgres is there and
 * migrated. Its `close` resolves when running jobs have ended and nothing is taken any more.
 */
export const startWorker = (settings: ProcessSettings): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(WorkerModule.of(settings), { logger: false, abortOnError: false });
