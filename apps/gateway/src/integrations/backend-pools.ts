import { TLSSocket } from 'node:tls';
import { buildConnector, Pool } from 'undici';
import type { Logger } from '#libs/telemetry';
import type { ClientCertificate } from '../snapshots/client-certificates.js';
import { checkUnverifiedCertificate } from './unverified-certificate.js';
import { guardedLookup, isRefusedAddress, RefusedAddressError } from './address-guard.js';

/** Origins that connections are kept for. More only when mappings make host names out of requests. */
const poolsMax = 500;
const connectionsPerOrigin = 512;
const connectTimeoutMs = 10_000;

export interface BackendPoolOptions {
  readonly allowLinkLocal: boolean;
  readonly log: Logger;
}

/** Kept-alive connections to integrations, a pool per origin and per what is shown to it and asked of it. The snapshots that name an origin come and go; its connections stay. */
export class BackendPools {
  private readonly pools = new Map<string, Pool>();

  constructor(private readonly options: BackendPoolOptions) {}

  /** `origin` as the URL parser writes it. */
  get(
    origin: string,
    insecureSkipVerification: boolean,
    clientCertificate: ClientCertificate | null = null,
  ): Pool {
    let key = insecureSkipVerification ? `${origin} unverified` : origin;
    // A connection is of whoever it was opened as.
    if (clientCertificate !== null && origin.startsWith('https:')) key += ` as ${clientCertificate.id}`;
    const present = this.pools.get(key);
    if (present) return present;
    if (this.pools.size >= poolsMax) this.closeOldest();
    const pool = new Pool(origin, {
      connections: connectionsPerOrigin,
      pipelining: 1,
      connect: guardedConnector(this.options.allowLinkLocal, insecureSkipVerification, clientCertificate),
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

/**
 * undici takes a connection that is reset for the end of an answer that ends with its connection, and of one in chunks that says `close`.
 * It looks at the code for that, and an answer that breaks off must look broken (RFC 9112, section 8).
 */
function tellResetFromEnd(error: NodeJS.ErrnoException): void {
  if (error.code === 'ECONNRESET') error.code = 'TOLLGATE_BACKEND_RESET';
}

function guardedConnector(
  allowLinkLocal: boolean,
  insecureSkipVerification: boolean,
  clientCertificate: ClientCertificate | null,
): buildConnector.connector {
  const connect = buildConnector({
    timeout: connectTimeoutMs,
    rejectUnauthorized: !insecureSkipVerification,
    ...(clientCertificate && { secureContext: clientCertificate.secureContext }),
    // undici hands what it does not know to net.connect and tls.connect.
    ...(allowLinkLocal ? {} : { lookup: guardedLookup }),
  } as buildConnector.BuildOptions);
  return (options, callback) => {
    // An address needs no lookup, so the guard there would not see it.
    const address = options.hostname.replace(/^\[|\]$/g, '');
    if (!allowLinkLocal && isRefusedAddress(address)) {
      queueMicrotask(() => callback(new RefusedAddressError(options.hostname, address), null));
      return;
    }
    connect(options, (...result) => {
      const [error, socket] = result;
      // On an error there is no second argument at all.
      if (error !== null || socket === null) return callback(...result);
      socket.on('error', tellResetFromEnd);
      const problem =
        insecureSkipVerification && socket instanceof TLSSocket
          ? checkUnverifiedCertificate(socket, address, Date.now())
          : null;
      if (problem === null) return callback(...result);
      socket.destroy();
      callback(problem, null);
    });
  };
}
