import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from '#libs/telemetry';
import type { AdminResponse } from './admin.js';

export interface AdminListenerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Answers what it knows by this path; null when there is nothing of that name. */
  readonly admin: (path: string) => AdminResponse | null | Promise<AdminResponse | null>;
  readonly log: Pick<Logger, 'error'>;
}

export interface AdminListener {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The listener for operators, apart from that for callers: who reaches the API's port has no way to it.
 * Rejects with the system's error when the port is taken.
 */
export function listenForOperators(options: AdminListenerOptions): Promise<AdminListener> {
  const { host, port, admin, log } = options;
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, outgoing) => {
    request.resume();
    const [path = ''] = request.url!.split('?', 1);
    void respond(path).then(({ status, body, mediaType }) => {
      outgoing.writeHead(status, {
        'Content-Type': mediaType ?? 'application/json',
        'Cache-Control': 'no-store',
      });
      outgoing.end(mediaType === undefined ? JSON.stringify(body) : body);
    });
  });
  const respond = async (path: string): Promise<AdminResponse> => {
    try {
      return (await admin(path)) ?? { status: 404, body: { message: 'Not Found' } };
    } catch (error) {
      log.error('an operator could not be answered', { error });
      return { status: 500, body: { message: 'Internal Server Error' } };
    }
  };
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

/** Gateways of one machine have HTTP ports of their own, and so have their listeners for operators. */
export function adminPortBeside(httpPort: number): number {
  return httpPort === 0 || httpPort > 64_535 ? 0 : httpPort + 1000;
}
