import { randomBytes } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TrustedProxies } from '../http/trusted-proxies.js';
import type { VpcEndpoint } from '../http/vpc-endpoint.js';
import type { ClientProofs } from '../mutual-tls/client-proofs.js';
import { AdoptedConnections } from './adopted-connections.js';
import { BrokenInput } from './broken-input.js';
import type { Certificate } from './certificate.js';
import type { ChooseContext } from './choose-context.js';
import type { ConnectionBounds } from './connection-bounds.js';
import { Connections, type Connection } from './connections.js';
import { Http2Sessions, type OnStream } from './http2/http2-sessions.js';
import type { HandshakeResponse } from './handshake-response.js';
import type { ProxyHeaders } from './proxy-headers.js';
import type { ResponseDoor } from './response-door.js';
import { StalledConnections } from './stalled-connections.js';
import { Upgrades } from './upgrades.js';

export interface ListenerOptions {
  /** Of HTTPS. */
  readonly host: string;
  /** Of plain HTTP. */
  readonly httpHost: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly certificate: Certificate;
  /** Chooses another certificate by the name that a caller asks for. */
  readonly chooseContext?: ChooseContext;
  /** What callers have shown of themselves; missing: none is ever asked. */
  readonly clients?: Pick<ClientProofs, 'of'>;
  readonly onRequest: (message: IncomingMessage, response: ServerResponse, connection: Connection) => void;
  /** Whether what asks for another protocol is a handshake of a WebSocket API; missing: nothing is. */
  readonly isHandshake?: (message: IncomingMessage, connection: Connection) => boolean;
  readonly onHandshake?: (
    message: IncomingMessage,
    response: HandshakeResponse,
    connection: Connection,
  ) => void;
  /** Set: callers over TLS are offered HTTP/2, and this is called for each stream. */
  readonly onStream?: OnStream | null;
  readonly door: ResponseDoor;
  readonly trustedProxies: TrustedProxies;
  /** What all callers have come through; missing: none. */
  readonly vpcEndpoint?: VpcEndpoint | null;
  /** Of the connections that are open; missing: there are none. */
  readonly bounds?: ConnectionBounds;
  /** Set: connections begin with a header of the PROXY protocol. */
  readonly proxyHeaders?: ProxyHeaders | null;
  /**
   * A connection on which nothing moves for so long is cut, also one whose caller does not read its response;
   * 60 s by default.
   */
  readonly stalledMs?: number;
  /** Set: nothing is listened on, connections to these ports come by `adopt`. */
  readonly adoptsFor?: { readonly httpPort: number; readonly httpsPort: number };
}

export type ConnectionKind = 'http' | 'https';

export interface Listener {
  readonly httpPort: number;
  readonly httpsPort: number;
  /** Takes a connection over that another process has accepted. */
  adopt(kind: ConnectionKind, socket: Socket): void;
  /** No session of TLS of before is taken up again. */
  forgetSessions(): void;
  /** To handshakes from now on that are for no custom domain. */
  showCertificate(certificate: Certificate): void;
  /**
   * Stops accepting, lets running requests end for at most this long, then closes what is left. Connections
   * without a request are closed once `lingerMs` are over (at once by default); until then a next request is
   * served. Responses that have not begun say that the connection ends; sessions of HTTP/2 say GOAWAY
   * after `lingerMs`.
   */
  drain(atMostMs: number, lingerMs?: number): Promise<void>;
}

/** As Node asks for. */
const ticketKeysBytes = 48;

const limits: ServerOptions = {
  // Above our own limits for headers and URL, which `readHead` tells apart; the parser counts both
  // together.
  maxHeaderSize: 24 * 1024,
  insecureHTTPParser: false,
  // `readHead` refuses what has none: Node's own response would have no request id.
  requireHostHeader: false,
  joinDuplicateHeaders: false,
  headersTimeout: 10_000,
  // A request that dribbles in must be over within 30 s.
  requestTimeout: 28_000,
  connectionsCheckingInterval: 1_000,
  // Idle connections are cut by `StalledConnections`.
  keepAliveTimeout: 0,
};

/** Opens both ports. Rejects with the system's error when one is taken. */
export async function listen(options: ListenerOptions): Promise<Listener> {
  let draining = false;
  const { trustedProxies, proxyHeaders = null, clients, vpcEndpoint } = options;
  const connections = new Connections(trustedProxies, proxyHeaders, clients, vpcEndpoint);
  const brokenInput = new BrokenInput(connections, options.door);
  const onRequest: RequestListener = (request, response) => {
    const connection = connections.of(request.socket);
    if (connection.isWithoutAddress) return void request.socket.destroy();
    if (!brokenInput.mayFollow(connection, response)) return;
    if (draining) response.shouldKeepAlive = false;
    options.onRequest(request, response, connection);
  };
  // Above the longest wait for an integration.
  const { stalledMs = 60_000 } = options;
  const stalled = new StalledConnections(stalledMs);
  const upgrades = options.onHandshake ? new Upgrades(options, connections, stalled) : null;
  const http = createServer({ ...limits, ...upgrades?.serverOptions }, onRequest);
  const https = createTlsServer(
    {
      ...limits,
      ...upgrades?.serverOptions,
      handshakeTimeout: 10_000,
      ...options.certificate,
      // Whoever is asked for a certificate is refused in HTTP when it is none that counts.
      rejectUnauthorized: false,
      ...(options.onStream && { ALPNProtocols: ['h2', 'http/1.1'] }),
      ...(options.chooseContext && { SNICallback: options.chooseContext }),
    },
    onRequest,
  );
  const servers = [http, https];
  for (const server of servers) {
    if (options.bounds) options.bounds.guard(server, proxyHeaders);
    else proxyHeaders?.expectOn(server);
  }
  http.on('connection', (socket) => stalled.watch(socket));
  https.on('secureConnection', (socket) => stalled.watch(socket));
  const sessions = options.onStream
    ? new Http2Sessions({ connections, door: options.door, onStream: options.onStream, stalledMs })
    : null;
  sessions?.takeFrom(https);
  for (const server of servers) {
    // Without a limit on their number; their size is limited, and headers beyond a number would be left out
    // in silence.
    server.maxHeadersCount = 0;
    // `readHead` refuses these, too.
    server.on('checkExpectation', onRequest);
    upgrades?.takeFrom(server);
    server.on('clientError', (error, socket) => brokenInput.refuse(error, socket as Socket));
  }
  const adopted = new AdoptedConnections();
  if (options.adoptsFor) {
    // What a server sets up when it starts to listen, the watch over slow requests, is wanted for connections
    // that are handed to it, too.
    for (const server of servers) server.emit('listening');
  }
  const httpPort = options.adoptsFor?.httpPort ?? (await open(http, options.httpPort, options.httpHost));
  try {
    return {
      httpPort,
      httpsPort: options.adoptsFor?.httpsPort ?? (await open(https, options.httpsPort, options.host)),
      adopt: (kind, socket) => adopted.add(socket, kind === 'http' ? http : https),
      showCertificate: (certificate) => https.setSecureContext({ ...certificate }),
      forgetSessions: () => https.setTicketKeys(randomBytes(ticketKeysBytes)),
      drain: async (atMostMs, lingerMs = 0) => {
        draining = true;
        connections.endAll();
        const closingWaiting = setTimeout(() => proxyHeaders?.closeWaiting(), lingerMs);
        sessions?.drain(atMostMs, lingerMs);
        if (options.adoptsFor) await adopted.drain(servers, atMostMs, lingerMs);
        else await Promise.all(servers.map((server) => close(server, atMostMs)));
        clearTimeout(closingWaiting);
        stalled.stop();
        sessions?.stop();
      },
    };
  } catch (error) {
    await close(http, 0);
    stalled.stop();
    sessions?.stop();
    throw error;
  }
}

function open(server: Server | TlsServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: 1024 }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server | TlsServer, atMostMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), atMostMs);
    // A connection that was busy when the drain began is idle some time later, without anything to tell of
    // it.
    const closingIdle = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(closingIdle);
      resolve();
    });
  });
}
