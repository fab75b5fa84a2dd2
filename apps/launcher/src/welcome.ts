import { join } from 'node:path';
import type { Ports } from './choose-ports.js';
import type { LauncherConfig } from './config.js';
import { createManagementClient, readCredentials } from './management-client.js';
import { ensureSampleApi } from './sample-api.js';
import type { Terminal } from './terminal.js';

/** Makes the sample where it belongs, and prints how to call it and how to manage the installation. */
export async function welcome(options: {
  config: LauncherConfig;
  ports: Ports;
  terminal: Terminal;
}): Promise<void> {
  const { config, ports, terminal } = options;
  const endpoint = `http://127.0.0.1:${ports.controlPlane}`;
  const credentialsFile = join(config.dataDir, 'credentials');
  const sampleId = config.sample ? await sample(options, endpoint, credentialsFile) : undefined;

  if (sampleId) {
    const base = `http://${sampleId}.execute-api.localhost:${ports.gatewayHttp}/dev`;
    terminal.say('');
    terminal.say('Call the sample API:');
    terminal.say(`  curl ${base}/hello`);
    terminal.say(`  curl ${base}/pets/7`);
  }
  terminal.say('');
  terminal.say('Manage it with aws-cli:');
  terminal.say(`  export AWS_SHARED_CREDENTIALS_FILE=${quoted(credentialsFile)}`);
  terminal.say(`  export AWS_ENDPOINT_URL=${endpoint} AWS_DEFAULT_REGION=${config.region}`);
  terminal.say('  aws apigateway get-rest-apis');
  if (sampleId) terminal.say(`  aws apigateway get-resources --rest-api-id ${sampleId}`);
  terminal.say('');
  terminal.say(`API documentation: ${endpoint}/_tollgate/docs`);
}

/**
 * The sample is a courtesy: without it the installation is as good as with it, so a failure is said and not
 * fatal.
 */
async function sample(
  { config, terminal }: { config: LauncherConfig; terminal: Terminal },
  endpoint: string,
  credentialsFile: string,
): Promise<string | undefined> {
  try {
    const credentials = await readCredentials(credentialsFile);
    const client = createManagementClient({ endpoint, region: config.region, credentials });
    return await ensureSampleApi(client, config.dataDir);
  } catch (error) {
    terminal.say(`the sample API was not made: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
