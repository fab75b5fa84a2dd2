import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { ConfigError, readConfig } from '#libs/config';
import { createLogger } from '#libs/telemetry';
import { openSpanExporter, Tracer } from '#libs/traces';
import { controlPlaneConfig } from './config.js';
import { portOf, serve } from './server/serve.js';
import { startUpProblem } from './start-up-problem.js';

/** The control plane's process: reads the environment once, serves until asked to stop. */
async function main(): Promise<void> {
  const config = readConfig(process.env, controlPlaneConfig);
  const log = createLogger({ name: 'control-plane', level: config.logLevel });
  const spans = openSpanExporter(config, {
    serviceName: 'tollgate-control-plane',
    instanceId: randomUUID(),
    log,
  });
  const app = await serve({ config, log, tracer: new Tracer(spans) });
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  log.info('the control plane is ready', { host: config.host, port: portOf(app) });
  if (process.connected) process.send?.('ready');
}

// Started by `npm start`, there is a channel to it; when it is gone nobody would ever stop this process.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));

main().catch((error: unknown) => {
  const problem = error instanceof ConfigError ? error.message : startUpProblem(error);
  process.stderr.write(`${problem ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
});
