import { readFile } from 'node:fs/promises';
import { signRequest, type SigningCredentials } from '#libs/sigv4';

/** Calls the public management API as any client would: over HTTP, signed. */
export interface ManagementClient {
  /** The parsed response; throws `ManagementCallError` for any status but 2xx. */
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
}

export class ManagementCallError extends Error {
  override readonly name = 'ManagementCallError';
  constructor(
    readonly status: number,
    message: string,
    /** The `message` of the error's body, for a person. */
    readonly said = message,
  ) {
    super(message);
  }
}

export function createManagementClient(options: {
  endpoint: string;
  region: string;
  credentials: SigningCredentials;
}): ManagementClient {
  const { endpoint, region, credentials } = options;
  return {
    call: async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const url = new URL(path, endpoint);
      const text = body === undefined ? '' : JSON.stringify(body);
      const { host: _host, ...headers } = signRequest({
        method,
        rawPath: url.pathname,
        rawQuery: url.search.slice(1),
        headers: { host: url.host, 'content-type': 'application/json' },
        body: text,
        credentials,
        region,
        service: 'apigateway',
        now: Date.now(),
      }) as Record<string, string>;
      // fetch sets Host itself, to what was signed.
      const response = await fetch(url, { method, headers, body: text === '' ? undefined : text });
      const responseText = await response.text();
      if (!response.ok) {
        throw new ManagementCallError(
          response.status,
          `${method} ${path} was answered ${response.status}: ${responseText}`,
          messageOf(responseText),
        );
      }
      return (responseText === '' ? undefined : JSON.parse(responseText)) as T;
    },
  };
}

function messageOf(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' ? message : body;
  } catch {
    return body;
  }
}

/** The profile `default` of a file in AWS's shared-credentials format. */
export async function readCredentials(file: string): Promise<SigningCredentials> {
  const profile = /^\[default\]$([^[]*)/m.exec(await readFile(file, 'utf8'))?.[1] ?? '';
  const value = (name: string) => new RegExp(`^\\s*${name}\\s*=\\s*(\\S+)`, 'm').exec(profile)?.[1];
  const accessKeyId = value('aws_access_key_id');
  const secretAccessKey = value('aws_secret_access_key');
  if (!accessKeyId || !secretAccessKey) throw new Error(`${file} holds no keys for the profile default`);
  return { accessKeyId, secretAccessKey };
}
