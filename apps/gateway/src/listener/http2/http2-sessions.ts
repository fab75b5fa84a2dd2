import type { Server as TlsServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { OutgoingResponse } from '../../http/outgoing-response.js';
import type { Connections, RequestOrigin } from '../connections.js';
import type { ResponseDoor } from '../response-door.js';
import { Http2Session } from './http2-session.js';
import type { StreamRequest } from './stream-request.js';

/** Called with each request that a stream brings. */
export type OnStream = (message: StreamRequest, response: OutgoingResponse, origin: RequestOrigin) => void;

export interface Http2SessionsOptions {
  readonly connections: Connections;
  readonly door: ResponseDoor;
  readonly onStream: OnStream;
  /** What stands still for so long is ended: a stream, and a session without one. */
  readonly stalledMs: number;
}

/** Each session is looked at so many times within the time that it may stand still. */
const looksPerTime = 4;
const drainEveryMs = 50;

/** The connections of callers who speak HTTP/2. */
export class Http2Sessions {
  private readonly open = new Set<Http2Session>();
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(private readonly options: Http2SessionsOptions) {
    this.every(Math.ceil(options.stalledMs / looksPerTime), () => {
      for (const session of this.open) session.look(looksPerTime);
    });
  }

  /** Takes those who have chosen this protocol (ALPN) from a server of HTTP/1.1, which gets all others. */
  takeFrom(server: TlsServer): void {
    const others = server.listeners('secureConnection') as ((this: TlsServer, socket: TLSSocket) => void)[];
    server.removeAllListeners('secureConnection');
    server.on('secureConnection', (socket: TLSSocket) => {
      if (socket.alpnProtocol === 'h2') this.accept(socket);
      else for (const listener of others) listener.call(server, socket);
    });
  }

  /** Sessions end behind the streams that run: after `lingerMs`, and all that is left at `atMostMs`. */
  drain(atMostMs: number, lingerMs: number): void {
    const fromMs = Date.now() + lingerMs;
    // Again and again: some finish their handshake only now, and may have a request on the way.
    this.every(drainEveryMs, () => {
      if (Date.now() >= fromMs) for (const session of this.open) session.close();
    });
    const cut = setTimeout(() => {
      for (const session of this.open) session.destroy();
    }, atMostMs);
    this.timers.push(cut);
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private accept(socket: TLSSocket): void {
    const connection = this.options.connections.of(socket);
    if (connection.isWithoutAddress || socket.destroyed) return void socket.destroy();
    const session = new Http2Session(socket, connection, this.options);
    this.open.add(session);
    socket.on('close', () => this.open.delete(session));
  }

  private every(ms: number, run: () => void): void {
    this.timers.push(setInterval(run, ms).unref());
  }
}
