import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Admin } from './admin.js';

export interface AdminListenerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly admin: Admin;
}

export interface AdminListener {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The listener for operators, apart from that for callers: who reaches the API's port has no way to it. Rejects with the system's error
 * when the port is taken.
 */
export function listenForOperators({ host, port, admin }: AdminListenerOptions): Promise<AdminListener> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
    request.resume();
    const [path = ''] = request.url!.split('?', 1);
    const { status, body } = admin(path) ?? { status: 404, body: { message: 'Not Found' } };
    response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify(body));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
