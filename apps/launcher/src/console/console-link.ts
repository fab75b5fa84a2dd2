import type { ManagementClient } from '../management-client.js';

/** Where the console of a control plane is. */
export const consoleAddress = (endpoint: string): string => `${endpoint}/_tollgate/console/`;

/**
 * A link to the console that signs in as whoever the client signs for, once, within 15 minutes.
 * @throws ManagementCallError when they may make none
 */
export async function consoleLink(client: ManagementClient, endpoint: string): Promise<string> {
  const { token } = await client.call<{ token: string }>('POST', '/_tollgate/v1/console/sign-in-links');
  return `${consoleAddress(endpoint)}#sign-in=${encodeURIComponent(token)}`;
}
