import { ConfigError, readConfig } from '#libs/config';
import { createDatabase, DatabaseUnavailableError } from '#libs/persistence';
import { silentLogger } from '#libs/telemetry';
import { controlPlaneConfig } from '../config.js';
import { startUpProblem } from '../start-up-problem.js';
import { makeRootKey } from './make-root-key.js';
import { readArguments } from './read-arguments.js';

/**
 * Prints a new key of a root as a section of a shared-credentials file, and nothing else, on standard output.
 */
async function main(): Promise<void> {
  const given = readArguments(process.argv.slice(2));
  if (typeof given === 'string') {
    process.stderr.write(`${given}\n`);
    process.exitCode = 2;
    return;
  }
  const config = readConfig(process.env, controlPlaneConfig);
  const database = createDatabase({ url: config.databaseUrl, poolSize: 1, log: silentLogger });
  try {
    const { accessKeyId, secretAccessKey } = await makeRootKey(
      database,
      config,
      given.accountId ?? config.accountId,
    );
    process.stdout.write(
      `[${given.profile}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    );
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  const isExpected = error instanceof ConfigError || error instanceof DatabaseUnavailableError;
  const problem = isExpected ? error.message : startUpProblem(error);
  process.stderr.write(`${problem ?? (error instanceof Error ? error.stack : String(error))}\n`);
  process.exitCode = 1;
});
