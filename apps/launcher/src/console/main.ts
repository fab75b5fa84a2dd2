import { ConfigError, readConfig } from '#libs/config';
import { launcherConfig } from '../config.js';
import { findCredentials } from '../explain/find-credentials.js';
import { createManagementClient, ManagementCallError } from '../management-client.js';
import { consoleLink } from './console-link.js';

/** `npm run console`: prints a link to the console of the running installation that signs in once. */
async function main(): Promise<string> {
  const settings = readConfig(process.env, launcherConfig);
  // Elsewhere it may be on.
  if (!settings.console && process.env['AWS_ENDPOINT_URL'] === undefined)
    throw new ManagementCallError(0, 'The console is switched off: TOLLGATE_CONSOLE=off');
  const endpoint = process.env['AWS_ENDPOINT_URL'] ?? `http://127.0.0.1:${settings.controlPlanePort}`;
  const credentials = await findCredentials(settings.dataDir, process.env).catch((error: Error) => {
    throw new ManagementCallError(0, `No credentials to sign in with: ${error.message}`);
  });
  const client = createManagementClient({ endpoint, region: settings.region, credentials });
  return consoleLink(client, endpoint).catch((error: unknown) => {
    if (error instanceof ManagementCallError) throw error;
    throw new ManagementCallError(0, `No answer from the control plane at ${endpoint}; is it running?`);
  });
}

main().then(
  (link) => process.stdout.write(`${link}\n`),
  (error: unknown) => {
    const isExpected = error instanceof ConfigError || error instanceof ManagementCallError;
    const text = error instanceof Error ? (isExpected ? error.message : error.stack) : String(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = 1;
  },
);
