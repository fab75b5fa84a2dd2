import type { Logger } from '#libs/telemetry';
import type { BackendAddress, IntegrationRequest } from '../../invocation/exchange.js';
import { createBackendConnector, type ConnectorOptions } from './backend-connector.js';
import { callAlone } from './call-alone.js';
import { ConnectionPool, OverloadedError, type PooledHandler } from './connection-pool.js';
import { Deadlines } from './deadlines.js';
import { NegotiatedPool } from './http2/negotiated-pool.js';
import { offerHttp2 } from './http2/offer-http2.js';
import { SocketLimit, type SocketHolder } from './socket-limit.js';

/** Origins that a pool is kept for: a bound on memory, since mappings may make host names out of requests. */
const poolsMax = 10_000;
const connectionsPerOrigin = 512;
const retireEveryMs = 1_000;

/** What an operator may set. */
export interface BackendLimits {
  /** Calls that may wait for a connection to one origin; 1,024 by default. */
  readonly waitingMax?: number;
  /** Connections to all origins together; 4,096 by default. */
  readonly socketsMax?: number;
  /**
   * After so long a connection is used for no further call, so that changes of a name's addresses are
   * followed; 5 minutes by default.
   */
  readonly connectionMaxAgeMs?: number;
}

export interface BackendPoolOptions extends ConnectorOptions {
  readonly limits?: BackendLimits;
  readonly log: Logger;
}

/**
 * Kept-alive connections to integrations, a pool per origin, and per what is shown to it, asked of it, and
 * gone through. The snapshots that name an origin come and go; its connections stay.
 */
export class BackendPools {
  /** Of the calls that go through these pools. */
  readonly deadlines = new Deadlines();
  private readonly pools = new Map<string, ConnectionPool | NegotiatedPool>();
  private readonly sockets: SocketLimit;
  private readonly retiring: NodeJS.Timeout;

  constructor(private readonly options: BackendPoolOptions) {
    const { socketsMax = 4096, connectionMaxAgeMs = 300_000 } = options.limits ?? {};
    this.sockets = new SocketLimit(socketsMax);
    this.retiring = setInterval(() => this.retire(Date.now() - connectionMaxAgeMs), retireEveryMs).unref();
  }

  /** The connections of HTTP/1.1 to a backend. */
  get(address: BackendAddress, insecureSkipVerification: boolean): ConnectionPool {
    const key = keyOf(address, insecureSkipVerification);
    const present = this.pools.get(key);
    if (present) return present as ConnectionPool;
    return this.keep(key, this.openPool(address, insecureSkipVerification));
  }

  /**
   * Sends a request as it is to be sent: over HTTP/2 where its stage wants that and the backend offers it,
   * and what asks for an upgrade on a connection that no other call uses. Throws for a request that cannot be
   * sent.
   */
  send(request: IntegrationRequest, insecureSkipVerification: boolean, handler: PooledHandler): void {
    if (request.namesUpgrade) {
      this.callAlone(request, insecureSkipVerification, handler);
      return;
    }
    const { path, httpMethod: method, headers, body } = request;
    const mayNegotiate = request.mayUseHttp2 === true && request.origin.startsWith('https:');
    const pool = mayNegotiate
      ? this.getNegotiated(request, insecureSkipVerification)
      : this.get(request, insecureSkipVerification);
    pool.dispatch({ path, method, headers: headers as string[], body }, handler);
  }

  /** Connections to all origins together. */
  get socketsTaken(): number {
    return this.sockets.taken;
  }

  /** Takes out of use what was opened before this time. */
  retire(openedBeforeMs: number): void {
    for (const pool of this.pools.values()) pool.retire(openedBeforeMs);
  }

  async close(): Promise<void> {
    clearInterval(this.retiring);
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
    this.pools.clear();
  }

  private getNegotiated(address: BackendAddress, insecureSkipVerification: boolean): NegotiatedPool {
    const key = `${keyOf(address, insecureSkipVerification)} over HTTP/2`;
    const present = this.pools.get(key);
    if (present) return present as NegotiatedPool;
    const pool = new NegotiatedPool({
      ...this.poolOptions(address),
      http1: this.openPool(address, insecureSkipVerification),
      connect: createBackendConnector(address, insecureSkipVerification, this.options, offerHttp2),
    });
    return this.keep(key, pool);
  }

  private openPool(address: BackendAddress, insecureSkipVerification: boolean): ConnectionPool {
    return new ConnectionPool({
      ...this.poolOptions(address),
      client: {
        pipelining: 1,
        connect: createBackendConnector(address, insecureSkipVerification, this.options),
        // Every call has one deadline of its own; see `BackendCall`.
        headersTimeout: 0,
        bodyTimeout: 0,
      },
    });
  }

  private poolOptions({ origin }: BackendAddress) {
    const waitingMax = this.options.limits?.waitingMax ?? 1024;
    return { origin, connectionsMax: connectionsPerOrigin, waitingMax, sockets: this.sockets };
  }

  private keep<Pool extends ConnectionPool | NegotiatedPool>(key: string, pool: Pool): Pool {
    if (this.pools.size >= poolsMax) this.closeLeastUsed();
    this.pools.set(key, pool);
    return pool;
  }

  private callAlone(
    request: IntegrationRequest,
    insecureSkipVerification: boolean,
    handler: PooledHandler,
  ): void {
    if (!this.sockets.take(alone, false)) {
      handler.onError?.(new OverloadedError(`no socket is left for ${request.origin}`));
      return;
    }
    const connect = createBackendConnector(request, insecureSkipVerification, this.options);
    callAlone(request, connect, handler, () => this.sockets.giveBack());
  }

  /**
   * A tenth of the pools goes in one go, so that the search is paid for once per so many; those without a
   * call first.
   */
  private closeLeastUsed(): void {
    const order = [...this.pools].sort(
      ([, a], [, b]) => Number(b.isUnused) - Number(a.isUnused) || a.usedAt - b.usedAt,
    );
    for (const [key, pool] of order.slice(0, Math.ceil(poolsMax / 10))) {
      this.pools.delete(key);
      // Lets its running calls end first.
      pool
        .close()
        .catch((error: unknown) => this.options.log.warn('closing a backend pool failed', { error }));
    }
  }
}

/** Holds the sockets of calls that go alone: none is ever idle. */
const alone: SocketHolder = {
  hasIdle: false,
  usedAt: 0,
  closeIdle: () => undefined,
  mayOpen: () => undefined,
};

/** Most calls have nothing but an origin, and make no text here. Pairs and targets of an id never change. */
function keyOf({ origin, clientCertificate, vpcLink }: BackendAddress, isUnverified: boolean): string {
  let key = isUnverified ? `${origin} unverified` : origin;
  if (clientCertificate && origin.startsWith('https:')) key += ` as ${clientCertificate.id}`;
  if (vpcLink) key += ` through ${vpcLink.vpcLinkId}`;
  return key;
}
