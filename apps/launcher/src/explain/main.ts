import { ConfigError, readConfig } from '#libs/config';
import { launcherConfig } from '../config.js';
import { explain } from './explain.js';

async function main(): Promise<void> {
  const { text, status } = await explain(
    process.argv.slice(2),
    readConfig(process.env, launcherConfig),
    process.env,
  );
  (status === 0 ? process.stdout : process.stderr).write(`${text.trimEnd()}\n`);
  process.exitCode = status;
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || (error instanceof Error && 'code' in error);
  const text = error instanceof Error ? (isExpected ? error.message : error.stack) : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
});
