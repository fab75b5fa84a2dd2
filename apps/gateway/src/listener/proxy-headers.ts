import type { Server, Socket } from 'node:net';
import type { Logger } from '#libs/telemetry';
import { plainAddress } from '../http/caller.js';
import type { TrustedProxies } from '../http/trusted-proxies.js';
import { beforeServing } from './before-serving.js';
import { RareWarning } from './rare-warning.js';
import { readProxyHeader, type ProxiedConnection } from './read-proxy-header.js';

export interface ProxyHeadersOptions {
  /** Only their connections begin with a header. Null: every connection does. */
  readonly from: TrustedProxies | null;
  /** A connection whose header is not here by then is closed; 10 s by default. */
  readonly waitMs?: number;
  readonly log: Pick<Logger, 'warn'>;
}

const defaultWaitMs = 10_000;

/**
 * Takes the header of the PROXY protocol off each connection before a server sees it, and with TLS before
 * that begins. What has none is closed without a word, as the protocol asks for: who is not sure whether a
 * header comes believes what any caller writes.
 */
export class ProxyHeaders {
  /** By the two ends of the connection, which TLS on top of it has too. */
  private readonly proxied = new Map<string, ProxiedConnection>();
  private readonly waiting = new Set<Socket>();
  private readonly warning: RareWarning;

  constructor(private readonly options: ProxyHeadersOptions) {
    this.warning = new RareWarning(options.log, 'TOLLGATE_PROXY_PROTOCOL: a connection was closed');
  }

  /** Every connection is to begin with one: whoever opens it is a proxy. */
  get isForAll(): boolean {
    return this.options.from === null;
  }

  /** To be called before anything else listens for connections of this server. */
  expectOn(server: Server): void {
    beforeServing(server, (socket, serve) => {
      const peerIp = plainAddress(socket.remoteAddress);
      // Reset already: there are no two ends to keep a header by.
      if (peerIp === '') return void socket.destroy();
      if (this.options.from === null || this.options.from.includes(peerIp)) this.await(socket, serve);
      else serve();
    });
  }

  /** Whom a connection, or TLS on top of it, was opened for; null when by its own other end. */
  of(socket: Socket): ProxiedConnection | null {
    return this.proxied.get(endsOf(socket)) ?? null;
  }

  /** Closes connections whose header is not here yet. */
  closeWaiting(): void {
    for (const socket of this.waiting) socket.destroy();
  }

  private await(socket: Socket, serve: () => void): void {
    let got: Buffer = Buffer.alloc(0);
    const stop = (): void => {
      clearTimeout(late);
      this.waiting.delete(socket);
      socket.off('readable', read).off('end', end).off('error', end).off('close', stop);
    };
    const end = (): void => void socket.destroy();
    const refuse = (why: string): void => {
      stop();
      // Nobody else listens for what is still to happen to it.
      socket.on('error', () => undefined);
      socket.destroy();
      this.warning.note({ why, peerIp: plainAddress(socket.remoteAddress) });
    };
    const read = (): void => {
      const more = socket.read() as Buffer | null;
      if (more === null) return;
      got = got.length === 0 ? more : Buffer.concat([got, more]);
      const header = readProxyHeader(got);
      if (header === 'incomplete') return;
      if (header === 'malformed') return refuse('it does not begin with a header of the PROXY protocol');
      stop();
      if (header.connection !== null) this.keep(socket, header.connection);
      if (got.length > header.bytes) socket.unshift(got.subarray(header.bytes));
      serve();
    };
    const late = setTimeout(refuse, this.options.waitMs ?? defaultWaitMs, 'no header came in time');
    late.unref();
    this.waiting.add(socket);
    socket.on('readable', read).on('end', end).on('error', end).on('close', stop);
  }

  private keep(socket: Socket, connection: ProxiedConnection): void {
    const ends = endsOf(socket);
    this.proxied.set(ends, connection);
    socket.on('close', () => this.proxied.delete(ends));
  }
}

const endsOf = ({ remoteAddress, remotePort, localAddress, localPort }: Socket): string =>
  `${remoteAddress} ${remotePort} ${localAddress} ${localPort}`;
