import 'reflect-metadata';
import { ConfigError, readConfig } from '#libs/config';
import { createLogger } from '#libs/telemetry';
import { controlPlaneConfig } from './config.js';
import { openRuntime } from './open-runtime.js';
import { serve } from './server/serve.js';
import { startUpProblem } from './start-up-problem.js';

/**
 * The control plane's process: reads the environment once, opens what it needs, serves until asked to stop.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env, controlPlaneConfig);
  const log = createLogger({ name: 'control-plane', level: config.logLevel });
  const runtime = await openRuntime(config, log);
  const serving = await serve(runtime);
  log.info('the control plane is ready', { host: config.host, port: serving.port });

  let stopping = false;
  const stop = (reason: string): void => {
    if (stopping) return;
    stopping = true;
    log.info('the control plane stops', { reason });
    void serving
      .close()
      .then(() => Promise.all([runtime.database.close(), runtime.gatewayDatabase.close()]))
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error('the stop failed', { error });
          process.exit(1);
        },
      );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // Started by `npm start`, there is a channel to it; when it is gone nobody would ever stop this process.
  process.once('disconnect', () => stop('the launcher is gone'));
  if (process.connected) process.send?.('ready');
}

main().catch((error: unknown) => {
  const problem = error instanceof ConfigError ? error.message : startUpProblem(error);
  process.stderr.write(`${problem ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exit(1);
});
