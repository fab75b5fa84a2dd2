import { ConfigError, readConfig } from '#libs/config';
import { createLogger } from '#libs/telemetry';
import { functionHostConfig, type FunctionHostConfig } from './config.js';
import { startFunctionHost } from './function-host.js';

/** Prints the one line that says why this process does not start, and ends it. */
function giveUp(line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

function config(): FunctionHostConfig {
  try {
    return readConfig(process.env, functionHostConfig);
  } catch (error) {
    if (error instanceof ConfigError) giveUp(error.message);
    throw error;
  }
}

const settings = config();
const log = createLogger({ name: 'function-host', level: 'info' });
const host = await startFunctionHost({ ...settings, log }).catch((error: NodeJS.ErrnoException) =>
  giveUp(
    error.code === 'EADDRINUSE'
      ? `port ${settings.port} is in use by another process`
      : `the function host cannot start: ${error.message}`,
  ),
);
log.info('the function host listens', { port: host.port, functionsDir: settings.functionsDir });
const stop = () => void host.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
