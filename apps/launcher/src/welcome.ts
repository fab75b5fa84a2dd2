import { join } from 'node:path';
import type { Ports } from './choose-ports.js';
import type { LauncherConfig } from './config.js';
import { wayToConsole } from './console/way-to-console.js';
import type { Fleet } from './fleet.js';
import { createManagementClient, readCredentials } from './management-client.js';
import { ensureSampleApi, type Sample } from './sample-api.js';
import { startSampleBackend } from './sample-backend.js';
import type { Terminal } from './terminal.js';

interface WelcomeOptions {
  readonly config: LauncherConfig;
  readonly ports: Ports;
  readonly terminal: Terminal;
  /** Takes in the server behind the sample. */
  readonly fleet: Fleet;
}

/** Makes the sample where it belongs, and prints how to call it and how to manage the installation. */
export async function welcome(options: WelcomeOptions): Promise<void> {
  const { config, ports, terminal } = options;
  const endpoint = `http://127.0.0.1:${ports.controlPlane}`;
  const credentialsFile = join(config.dataDir, 'credentials');
  const made = config.sample ? await sample(options, endpoint, credentialsFile) : undefined;

  if (made) {
    const urlOf = (apiId: string) => `http://${apiId}.execute-api.localhost:${ports.gatewayHttp}`;
    terminal.say('');
    terminal.say('Call the sample, a REST API:');
    terminal.say(`  curl ${urlOf(made.restApiId)}/dev/hello`);
    terminal.say(`  curl ${urlOf(made.restApiId)}/dev/pets/7`);
    if (made.httpApiId) {
      terminal.say('and an HTTP API, made by one command:');
      terminal.say(`  curl ${urlOf(made.httpApiId)}/pets/7`);
    }
  }
  terminal.say('');
  terminal.say('Manage it with aws-cli:');
  terminal.say(`  export AWS_SHARED_CREDENTIALS_FILE=${quoted(credentialsFile)}`);
  terminal.say(`  export AWS_ENDPOINT_URL=${endpoint} AWS_DEFAULT_REGION=${config.region}`);
  terminal.say('  aws apigateway get-rest-apis');
  if (made) terminal.say(`  aws apigateway get-resources --rest-api-id ${made.restApiId}`);
  if (made?.httpApiId) terminal.say(`  aws apigatewayv2 get-routes --api-id ${made.httpApiId}`);
  terminal.say('');
  terminal.say(`API documentation: ${endpoint}/_tollgate/docs`);
  if (!config.console) return;
  terminal.say('');
  for (const line of await wayToConsole(config.region, endpoint, credentialsFile)) terminal.say(line);
}

/**
 * The sample is a courtesy: without it the installation is as good as with it, so a failure is said and not
 * fatal.
 */
async function sample(
  { config, ports, terminal, fleet }: WelcomeOptions,
  endpoint: string,
  credentialsFile: string,
): Promise<Sample | undefined> {
  try {
    const credentials = await readCredentials(credentialsFile);
    const client = createManagementClient({ endpoint, region: config.region, credentials });
    const made = await ensureSampleApi(client, config.dataDir, `http://127.0.0.1:${ports.sampleBackend}`);
    if (made?.httpApiId) await fleet.add(await startSampleBackend(ports.sampleBackend));
    return made;
  } catch (error) {
    terminal.say(`the sample API was not made: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
