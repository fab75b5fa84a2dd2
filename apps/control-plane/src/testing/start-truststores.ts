import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeTestCertificate } from '#libs/testing';

/** What S3 has, by path and query; every other object is not there. */
export interface Truststores {
  readonly origin: string;
  readonly objects: Map<string, string | Buffer>;
  /** What was asked, in order. */
  readonly asked: { readonly url: string; readonly headers: IncomingHttpHeaders }[];
  /** PEM of an authority. */
  readonly authority: string;
  close(): Promise<void>;
}

/** An endpoint of S3 that has `trust.pem` and more in `bucket`, and credentials of AWS in this process. */
export async function startTruststores(...more: readonly string[]): Promise<Truststores> {
  const { certificate: authority } = await makeTestCertificate({ subject: 'CN=root', authority: true });
  const objects = new Map<string, string | Buffer>();
  for (const name of ['trust.pem', ...more]) objects.set(`/bucket/${name}`, authority);
  const asked: Truststores['asked'] = [];
  const server = createServer(({ url = '', headers }, response) => {
    asked.push({ url, headers });
    const found = objects.get(url);
    if (found === undefined) response.writeHead(404);
    response.end(found ?? '<Error><Code>NoSuchKey</Code><Message>It is not here</Message></Error>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // eslint-disable-next-line no-restricted-properties -- where AWS SDKs look for credentials
  const { env } = process;
  const before = { ...env };
  Object.assign(env, { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ objects, asked, authority },
    async close() {
      delete env.AWS_ACCESS_KEY_ID;
      delete env.AWS_SECRET_ACCESS_KEY;
      Object.assign(env, before);
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
