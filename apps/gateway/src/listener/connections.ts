import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { plainAddress, type Caller } from '../http/caller.js';
import type { OutgoingResponse } from '../http/outgoing-response.js';
import { letIdle } from '../http/patient-connections.js';
import type { TrustedProxies } from '../http/trusted-proxies.js';
import type { VpcEndpoint } from '../http/vpc-endpoint.js';
import type { RequestRecord } from '../invocation/record/request-record.js';
import type { ClientProofs } from '../mutual-tls/client-proofs.js';
import type { ProxyHeaders } from './proxy-headers.js';
import type { ProxiedConnection } from './read-proxy-header.js';

/** Whom a request has come from, and by what. */
export interface RequestOrigin {
  /** Of the newest request. */
  record: RequestRecord | null;
  /** Who sent a request with these headers. */
  caller(rawHeaders: readonly string[]): Caller;
  /** Lets it stand still for so long, until a time: a response that streams may have long pauses. */
  letIdle(idleMs: number, untilMs: number): void;
  /** The connection is of no more use behind this response. */
  endWith(outgoing: OutgoingResponse): void;
}

/** What is known of a caller's connection, for as long as it is open. */
export class Connection implements RequestOrigin {
  /**
   * The newest request of the connection that is not over; `last` when its response was and ends the
   * connection.
   */
  newest: ServerResponse | 'last' | null = null;
  record: RequestRecord | null = null;
  /** What came was no request, and has been dealt with. */
  isBroken = false;
  /** To be called on the close of each response; one for all of them. */
  readonly onResponseClose: (this: ServerResponse) => void;
  private readonly own: Caller;
  private readonly isProxy: boolean;

  constructor(
    private readonly socket: Socket,
    private readonly trusted: TrustedProxies,
    proxied: ProxiedConnection | null,
    clients: Pick<ClientProofs, 'of'> | null,
    vpcEndpoint: VpcEndpoint | null,
  ) {
    // A proxy that speaks this protocol passes bytes on: the caller is its peer, as if it were not there.
    const peerIp = proxied?.sourceIp ?? plainAddress(socket.remoteAddress);
    const tls = socket instanceof TLSSocket ? socket : null;
    this.isProxy = trusted.includes(peerIp);
    this.own = {
      ip: peerIp,
      peerIp,
      port: String(proxied?.port ?? socket.localPort),
      isTls: tls !== null,
      serverName: tls?.servername ? tls.servername.toLowerCase() : null,
      isNameUntold: tls !== null && !tls.servername && tls.isSessionReused(),
      tlsVersion: tls?.getProtocol() ?? null,
      // Node has none of a connection that is closed already.
      cipher: (tls?.getCipher() as { name: string } | undefined)?.name ?? null,
      isBehindProxy: this.isProxy,
      proof: (tls && clients?.of(tls)) ?? null,
      vpcEndpoint,
    };
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the response is `this` where it is called
    const connection = this;
    this.onResponseClose = function onResponseClose(this: ServerResponse) {
      connection.release(this);
    };
  }

  /**
   * The caller has reset the connection behind its first request, and nobody can say any more who it was:
   * what is for some addresses alone, or not for some, must not be done for it.
   */
  get isWithoutAddress(): boolean {
    return this.own.ip === '';
  }

  caller(rawHeaders: readonly string[]): Caller {
    if (!this.isProxy) return this.own;
    return { ...this.own, ip: this.trusted.addressBehind(this.own.peerIp, rawHeaders) };
  }

  letIdle(idleMs: number, untilMs: number): void {
    letIdle(this.socket, idleMs, untilMs);
  }

  endWith(outgoing: OutgoingResponse): void {
    outgoing.shouldKeepAlive = false;
  }

  /** It ends behind the request that it has; its caller learns that when the response has not begun. */
  endBehindNewest(): void {
    if (this.newest === null || this.newest === 'last' || this.newest.headersSent) return;
    this.newest.shouldKeepAlive = false;
  }

  /** A connection that waits for its next request must not keep the bodies of the one before in memory. */
  private release(response: ServerResponse): void {
    if (this.newest !== response) return;
    if (!response.shouldKeepAlive) this.newest = 'last';
    // Else the response came first, and what is still to come of the body may yet turn out broken.
    else if (response.req.complete) this.newest = null;
    else return;
    this.record = null;
  }
}

/** The connections that are open, by their sockets. */
export class Connections {
  private readonly open = new Map<Socket, Connection>();

  constructor(
    private readonly trusted: TrustedProxies,
    private readonly proxyHeaders: ProxyHeaders | null,
    private readonly clients: Pick<ClientProofs, 'of'> | null = null,
    private readonly vpcEndpoint: VpcEndpoint | null = null,
  ) {}

  of(socket: Socket): Connection {
    return this.open.get(socket) ?? this.add(socket);
  }

  /** All that are open end behind the requests that they have. */
  endAll(): void {
    for (const connection of this.open.values()) connection.endBehindNewest();
  }

  get size(): number {
    return this.open.size;
  }

  private add(socket: Socket): Connection {
    const connection = new Connection(
      socket,
      this.trusted,
      this.proxyHeaders?.of(socket) ?? null,
      this.clients,
      this.vpcEndpoint,
    );
    // One that is closed already would never be taken out.
    if (socket.destroyed) return connection;
    this.open.set(socket, connection);
    socket.on('close', () => this.open.delete(socket));
    return connection;
  }
}
