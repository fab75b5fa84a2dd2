import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { prometheusMediaType } from '#libs/metrics';
import type { Logger } from '../logger.js';

/** Where a process shows its metrics. */
export const metricsPath = '/_tollgate/metrics';

export interface MetricsListenerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The metrics as text; see `renderInTurns`. */
  readonly read: () => Promise<string>;
  readonly log: Pick<Logger, 'error'>;
}

export interface MetricsListener {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Shows metrics in Prometheus' text format on a port of their own, and nothing else: who may read them is
 * decided by who reaches the port. Rejects with the system's error when the port is taken.
 */
export function listenForMetrics({
  host,
  port,
  read,
  log,
}: MetricsListenerOptions): Promise<MetricsListener> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, outgoing) => {
    request.resume();
    const respond = (status: number, mediaType: string, text: string): void => {
      outgoing.writeHead(status, { 'Content-Type': mediaType, 'Cache-Control': 'no-store' });
      outgoing.end(text);
    };
    if (request.url?.split('?', 1)[0] !== metricsPath) return respond(404, 'text/plain', 'Not Found\n');
    read().then(
      (text) => respond(200, prometheusMediaType, text),
      (error: unknown) => {
        log.error('metrics could not be read', { error });
        respond(500, 'text/plain', 'metrics could not be read: see the log\n');
      },
    );
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
