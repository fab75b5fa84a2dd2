import type { SigningCredentials } from '#libs/sigv4';

let provider: Promise<() => Promise<SigningCredentials>> | null = null;

/**
 * As whom this machine calls AWS, looked for where AWS SDKs look; null: nothing on it says so. The SDK is
 * loaded by the first call, and keeps what it has found while that is good.
 */
export async function findCredentials(region: string): Promise<SigningCredentials | null> {
  provider ??= import('@aws-sdk/credential-providers').then(({ fromNodeProviderChain }) => {
    const find = fromNodeProviderChain({ parentClientConfig: { region } });
    return async () => {
      const { accessKeyId, secretAccessKey, sessionToken } = await find();
      return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
    };
  });
  const find = await provider;
  return find().catch(() => null);
}
