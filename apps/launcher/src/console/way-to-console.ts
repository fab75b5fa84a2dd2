import { createManagementClient, readCredentials } from '../management-client.js';
import { consoleAddress, consoleLink } from './console-link.js';

/**
 * What `npm start` says of the console. The plain address where the first credential is gone, or may make no
 * links: keys sign in there, too.
 */
export async function wayToConsole(
  region: string,
  endpoint: string,
  credentialsFile: string,
): Promise<readonly string[]> {
  try {
    const credentials = await readCredentials(credentialsFile);
    const client = createManagementClient({ endpoint, region, credentials });
    return [
      'Look at it in a browser; this link signs in once, npm run console makes another:',
      `  ${await consoleLink(client, endpoint)}`,
    ];
  } catch {
    return ['Look at it in a browser, and sign in with an access key:', `  ${consoleAddress(endpoint)}`];
  }
}
