import { once } from 'node:events';
import { createSecureServer, type Http2SecureServer, type SecureServerOptions } from 'node:http2';
import type { Http2ServerRequest, Http2ServerResponse, ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { flags, frame, frameTypes, readFrames, settingsFrame, type Frame } from './http2-frames.js';
import type { TestPair } from './tls-backend.js';

export interface Http2Backend {
  readonly origin: string;
  readonly server: Http2SecureServer;
  readonly sessions: ReadonlySet<ServerHttp2Session>;
  /** Connections of HTTP/2 that it was opened. */
  opened(): number;
  /** The most requests that one connection has had at a time. */
  streamsAtOnce(): number;
  close(): Promise<void>;
}

/** A backend on `localhost` that speaks HTTP/2, and HTTP/1.1 to who asks for that. */
export async function startHttp2Backend(
  pair: TestPair,
  respond: (request: Http2ServerRequest, response: Http2ServerResponse) => void,
  options: SecureServerOptions = {},
): Promise<Http2Backend> {
  const server = createSecureServer({ ...pair, allowHTTP1: true, ...options }, respond);
  const sessions = new Set<ServerHttp2Session>();
  const sockets = new Set<TLSSocket>();
  let opened = 0;
  let streamsAtOnce = 0;
  server.on('session', (session) => {
    opened += 1;
    sessions.add(session);
    let running = 0;
    session.on('stream', (stream) => {
      streamsAtOnce = Math.max(streamsAtOnce, ++running);
      stream.on('close', () => (running -= 1));
      stream.on('error', () => undefined);
    });
    session.on('error', () => undefined);
    session.on('close', () => sessions.delete(session));
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    server,
    sessions,
    opened: () => opened,
    streamsAtOnce: () => streamsAtOnce,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A connection that a backend of raw frames has been opened. */
export interface FramePeer {
  readonly socket: TLSSocket;
  readonly frames: readonly Frame[];
  send(...frames: readonly Buffer[]): void;
}

export interface FrameBackend {
  readonly origin: string;
  readonly peers: readonly FramePeer[];
  close(): Promise<void>;
}

/**
 * A backend on `localhost` that sends what it likes: first its settings (number and value in turn; null:
 * none), and behind each frame what `onFrame` sends. Settings (if it sends any) and pings are
 * acknowledged.
 */
export async function startFrameBackend(
  pair: TestPair,
  onFrame: (frame: Frame, peer: FramePeer) => void,
  settings: readonly number[] | null = [],
): Promise<FrameBackend> {
  const peers: FramePeer[] = [];
  const server = createServer({ ...pair, ALPNProtocols: ['h2'] }, (socket) => {
    socket.on('error', () => undefined);
    const frames: Frame[] = [];
    const send = (...sent: readonly Buffer[]): void => {
      if (!socket.destroyed) socket.write(Buffer.concat(sent));
    };
    const peer = { socket, frames, send };
    peers.push(peer);
    if (settings !== null) send(settingsFrame(settings));
    const preface = 24;
    readFrames(
      socket,
      (one) => {
        frames.push(one);
        const isAck = (one.flags & flags.ack) !== 0;
        if (one.type === frameTypes.settings && !isAck && settings !== null)
          send(frame(frameTypes.settings, flags.ack, 0));
        if (one.type === frameTypes.ping && !isAck) send(frame(frameTypes.ping, flags.ack, 0, one.payload));
        onFrame(one, peer);
      },
      preface,
    );
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    peers,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const { socket } of peers) socket.destroy();
      await closed;
    },
  };
}
