import { join } from 'node:path';
import type { SigningCredentials } from '#libs/sigv4';
import { readCredentials } from '../management-client.js';

/** Whoever the AWS environment names, as for every AWS tool; where it names nobody, the first root. */
export async function findCredentials(dataDir: string, env: NodeJS.ProcessEnv): Promise<SigningCredentials> {
  const named = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_SHARED_CREDENTIALS_FILE'];
  if (!named.some((name) => env[name])) return readCredentials(join(dataDir, 'credentials'));
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  return fromNodeProviderChain()();
}
