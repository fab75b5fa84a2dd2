import { printExplanation, type Explanation } from '#libs/explanations';
import { createManagementClient, ManagementCallError } from '../management-client.js';
import { findCredentials } from './find-credentials.js';

export interface ExplainSettings {
  readonly dataDir: string;
  readonly region: string;
  readonly controlPlanePort: number;
}

export interface Printed {
  readonly text: string;
  /** The exit status: 0 printed, 1 not to be had, 2 not asked for well. */
  readonly status: 0 | 1 | 2;
}

const usage = 'usage: npm run explain -- <x-amzn-RequestId or x-amz-apigw-id of a response>';

/**
 * Asks the control plane at AWS_ENDPOINT_URL, or that of `npm start`, about a request. As whoever the AWS
 * environment names; where it names nobody, as the first root.
 */
export async function explain(
  words: readonly string[],
  settings: ExplainSettings,
  env: NodeJS.ProcessEnv,
): Promise<Printed> {
  const [requestId = '', ...more] = words;
  const isId = /^[\w=-]{1,128}$/.test(requestId) && !['-h', '--help'].includes(requestId);
  if (!isId || more.length > 0) return { text: usage, status: 2 };
  const endpoint = env['AWS_ENDPOINT_URL'] ?? `http://127.0.0.1:${settings.controlPlanePort}`;
  const credentials = await findCredentials(settings.dataDir, env).catch((error: Error) => error);
  if (credentials instanceof Error)
    return { text: `No credentials to ask with: ${credentials.message}`, status: 1 };
  const client = createManagementClient({ endpoint, region: settings.region, credentials });
  try {
    const explanation = await client.call<Explanation>('GET', `/_tollgate/v1/requests/${requestId}`);
    return { text: printExplanation(explanation), status: 0 };
  } catch (error) {
    if (error instanceof ManagementCallError) return { text: error.said, status: 1 };
    return { text: `No answer from the control plane at ${endpoint}; is it running?`, status: 1 };
  }
}
