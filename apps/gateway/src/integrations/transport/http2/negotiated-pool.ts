import type { buildConnector } from 'undici';
import { ConnectionPool, type PooledHandler, type PooledRequest } from '../connection-pool.js';
import type { SocketLimit } from '../socket-limit.js';
import { Http2Pool } from './http2-pool.js';

export interface NegotiatedPoolOptions {
  readonly origin: string;
  readonly connectionsMax: number;
  readonly waitingMax: number;
  readonly sockets: SocketLimit;
  /** The same backend, over HTTP/1.1. */
  readonly http1: ConnectionPool;
  /** Opens a connection on which HTTP/2 is offered beside HTTP/1.1. */
  readonly connect: buildConnector.connector;
  readonly nowMs?: () => number;
}

/**
 * Connections to a backend that may speak HTTP/2: it is offered with the first one, and what the backend
 * chooses holds for the calls that follow. One that chose HTTP/1.1 is asked again when a connection of then
 * would be too old.
 */
export class NegotiatedPool {
  private readonly http1: ConnectionPool;
  private readonly http2: Http2Pool;
  private readonly nowMs: () => number;
  /** When the backend last chose HTTP/1.1; null when it did not. */
  private fellBackAtMs: number | null = null;

  constructor({ http1, nowMs = Date.now, ...options }: NegotiatedPoolOptions) {
    this.http1 = http1;
    this.nowMs = nowMs;
    this.http2 = new Http2Pool({
      ...options,
      nowMs,
      fallBack: (calls) => {
        this.fellBackAtMs = this.nowMs();
        for (const { request, handler } of calls) http1.dispatch(request, handler);
      },
    });
  }

  get usedAt(): number {
    return Math.max(this.http1.usedAt, this.http2.usedAt);
  }

  get isUnused(): boolean {
    return this.http1.isUnused && this.http2.isUnused;
  }

  /** Throws for a request that cannot be sent. */
  dispatch(request: PooledRequest, handler: PooledHandler): void {
    if (this.fellBackAtMs === null) this.http2.dispatch(request, handler);
    else this.http1.dispatch(request, handler);
  }

  retire(openedBeforeMs: number): void {
    if (this.fellBackAtMs !== null && this.fellBackAtMs < openedBeforeMs) this.fellBackAtMs = null;
    this.http1.retire(openedBeforeMs);
    this.http2.retire(openedBeforeMs);
  }

  async close(): Promise<void> {
    // Calls that wait may yet turn out to be of HTTP/1.1.
    await this.http2.close();
    await this.http1.close();
  }

  async destroy(): Promise<void> {
    this.http2.destroy();
    await this.http1.destroy();
  }
}
