import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { generate } from 'selfsigned';

/** Certificate and private key, PEM. */
export interface TestPair {
  readonly cert: string;
  readonly key: string;
}

const dayMs = 86_400_000;

/** A self-signed pair that is valid from yesterday to some days from now; below 0 it is expired. */
export async function makePair(commonName: string, days = 1): Promise<TestPair> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    notBeforeDate: new Date(Date.now() - 3 * dayMs),
    notAfterDate: new Date(Date.now() + days * dayMs),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: commonName }] }],
  });
  return { cert, key };
}

export interface TlsBackend {
  readonly port: number;
  /** Connections accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

/**
 * An HTTPS backend on `localhost`. With `clientsCa` it lets in whom these certificates show; it answers with
 * the common name that it was shown, `nobody` without, unless `response` does.
 */
export async function startTlsBackend(
  pair: TestPair,
  {
    clientsCa,
    respond = sayWho,
  }: {
    readonly clientsCa?: readonly string[];
    readonly respond?: (request: IncomingMessage, response: ServerResponse) => void;
  } = {},
): Promise<TlsBackend> {
  let connections = 0;
  const server: Server = createServer(
    {
      ...pair,
      requestCert: true,
      rejectUnauthorized: clientsCa !== undefined,
      ca: clientsCa && [...clientsCa],
    },
    respond,
  );
  // Longer than any test waits: a connection that is closed while a call sets out is a 502 of its own.
  server.keepAliveTimeout = 60_000;
  server.on('secureConnection', () => (connections += 1));
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The common name that the client of a request has shown. */
export function shownBy(request: IncomingMessage): string {
  const { subject } = (request.socket as TLSSocket).getPeerCertificate();
  // Without a certificate there is no subject, whatever the types say; several names come as a list.
  return [(subject as { CN?: string | string[] } | undefined)?.CN ?? 'nobody'].flat().join();
}

function sayWho(request: IncomingMessage, response: ServerResponse): void {
  response.end(shownBy(request));
}
