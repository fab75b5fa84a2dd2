import { once } from 'node:events';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyRequest, type SigningCredentials } from '#libs/sigv4';

/** The credentials of gateways under test; services here know them by default. */
export const testCredentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
} as const;

export interface SeenCall {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface TestAwsService {
  readonly origin: string;
  readonly seen: readonly SeenCall[];
  close(): Promise<void>;
}

type Respond = (call: SeenCall, response: ServerResponse) => void;

/**
 * An AWS service that refuses what is not signed for it, as AWS does and servers for tests do not. What is
 * goes on to the server at `behind`, else it is answered by `response`.
 */
export async function startAwsService(
  signingName: string,
  {
    behind,
    respond = ok,
    credentials = testCredentials,
  }: { readonly behind?: string; readonly respond?: Respond; readonly credentials?: SigningCredentials },
): Promise<TestAwsService> {
  const seen: SeenCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const { method = '', url = '', headers } = request;
      const call = { method, url, headers, body: body.toString('utf8') };
      seen.push(call);
      const refusal = refusalOf(signingName, credentials, request, body);
      if (refusal !== null) response.writeHead(403).end(JSON.stringify({ __type: refusal }));
      else if (behind === undefined) respond(call, response);
      else passOn(signingName, behind, request, body, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function refusalOf(
  signingName: string,
  { accessKeyId, secretAccessKey, sessionToken }: SigningCredentials,
  request: IncomingMessage,
  body: Buffer,
): string | null {
  const [rawPath = '', rawQuery = ''] = request.url!.split('?');
  const verdict = verifyRequest({
    method: request.method!,
    rawPath,
    rawQuery,
    headers: request.headersDistinct,
    body,
    now: Date.now(),
    expectedServices: [signingName],
    findCredential: (id) => (id === accessKeyId ? { secretAccessKey } : undefined),
  });
  if (!verdict.ok) return verdict.failure.errorName;
  return request.headers['x-amz-security-token'] === sessionToken ? null : 'InvalidClientTokenId';
}

/** The S3 server knows other credentials only, and lets in who shows none; the others want to see some. */
function passOn(
  signingName: string,
  behind: string,
  request: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const { method, url } = request;
  const headers = { ...request.headers };
  if (signingName === 's3') delete headers.authorization;
  const sent = httpRequest(`${behind}${url}`, { method, headers, agent: false }, (incoming) => {
    response.writeHead(incoming.statusCode!, incoming.headers);
    incoming.pipe(response);
  });
  sent.on('error', (error) => response.writeHead(502).end(error.message));
  sent.end(body);
}

function ok(_: SeenCall, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
}
