import 'reflect-metadata';
import { ConfigError, readConfig } from '#libs/config';
import { SchemaAheadError } from '#libs/persistence';
import { createLogger } from '#libs/telemetry';
import { compilerWorkerConfig } from './config.js';
import { openRuntime } from './open-runtime.js';
import { startWorker } from './start-worker.js';

/**
 * The compiler worker's process: waits for Postgres, takes jobs until asked to stop, lets running jobs end.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env, compilerWorkerConfig);
  const log = createLogger({ name: 'compiler-worker', level: config.logLevel });
  let stopping = false;
  let close = async (): Promise<void> => undefined;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    log.info('the compiler worker stops', { reason });
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('the stop failed', { error });
        process.exit(1);
      },
    );
  };
  // From the start on: while it waits for Postgres it must be as easy to stop.
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Started by `npm start`, there is a channel to it; when it is gone nobody would ever stop this process.
  process.once('disconnect', () => stop('the launcher is gone'));

  const runtime = await openRuntime(config, log);
  const worker = await startWorker(runtime);
  close = async () => {
    await worker.close();
    await runtime.database.close();
  };
  log.info('the compiler worker is ready', { concurrency: config.concurrency, queue: runtime.queue.backend });
  if (process.connected) process.send?.('ready');
}

main().catch((error: unknown) => {
  const problem =
    error instanceof ConfigError || error instanceof SchemaAheadError
      ? error.message
      : error instanceof Error
        ? error.stack
        : error;
  process.stderr.write(`${String(problem)}\n`);
  process.exit(1);
});
