import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { ConfigError, readConfig } from '#libs/config';
import { SchemaAheadError } from '#libs/persistence';
import { createLogger } from '#libs/telemetry';
import { openSpanExporter, Tracer } from '#libs/traces';
import { compilerWorkerConfig } from './config.js';
import { startWorker } from './start-worker.js';

/**
 * The compiler worker's process: waits for Postgres, takes jobs until asked to stop, lets running jobs end.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env, compilerWorkerConfig);
  const log = createLogger({ name: 'compiler-worker', level: config.logLevel });
  const spans = openSpanExporter(config, {
    serviceName: 'tollgate-compiler-worker',
    instanceId: randomUUID(),
    log,
  });
  const worker = await startWorker({ config, log, tracer: new Tracer(spans) });
  for (const signal of signals) process.off(signal, stopAtOnce);
  worker.enableShutdownHooks(signals, { useProcessExit: true });
  log.info('the compiler worker is ready', { concurrency: config.concurrency });
  if (process.connected) process.send?.('ready');
}

const signals = ['SIGTERM', 'SIGINT'];
/** While it waits for Postgres it has nothing that must end first. */
const stopAtOnce = (): never => process.exit(0);
for (const signal of signals) process.once(signal, stopAtOnce);
// Started by `npm start`, there is a channel to it; when it is gone nobody would ever stop this process.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

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
