import type { Logger } from '#libs/telemetry';
import { createBackendConnector, type BackendAddress, type ConnectorOptions } from './backend-connector.js';
import { ConnectionPool } from './connection-pool.js';

/** Origins that connections are kept for. More only when mappings make host names out of requests. */
const poolsMax = 500;
const connectionsPerOrigin = 512;

export interface BackendPoolOptions extends ConnectorOptions {
  readonly log: Logger;
}

/**
 * Kept-alive connections to integrations, a pool per origin, and per what is shown to it, asked of it, and gone through. The snapshots that
 * name an origin come and go; its connections stay.
 */
export class BackendPools {
  private readonly pools = new Map<string, ConnectionPool>();

  constructor(private readonly options: BackendPoolOptions) {}

  get(address: BackendAddress, insecureSkipVerification: boolean): ConnectionPool {
    const key = keyOf(address, insecureSkipVerification);
    const present = this.pools.get(key);
    if (present) return present;
    if (this.pools.size >= poolsMax) this.closeOldest();
    const pool = new ConnectionPool(address.origin, connectionsPerOrigin, {
      pipelining: 1,
      connect: createBackendConnector(address, insecureSkipVerification, this.options),
      // Every call has one deadline of its own; see `BackendCall`.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    this.pools.set(key, pool);
    return pool;
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
    this.pools.clear();
  }

  private closeOldest(): void {
    const [key, pool] = this.pools.entries().next().value!;
    this.pools.delete(key);
    // Lets its running calls end first.
    pool.close().catch((error: unknown) => this.options.log.warn('closing a backend pool failed', { error }));
  }
}

/** Most calls have nothing but an origin, and make no text here. Pairs and targets of an id never change. */
function keyOf({ origin, clientCertificate, vpcLink }: BackendAddress, isUnverified: boolean): string {
  let key = isUnverified ? `${origin} unverified` : origin;
  if (clientCertificate && origin.startsWith('https:')) key += ` as ${clientCertificate.id}`;
  if (vpcLink) key += ` through ${vpcLink.vpcLinkId}`;
  return key;
}
