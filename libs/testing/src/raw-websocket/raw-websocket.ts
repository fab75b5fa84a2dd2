import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { waitFor } from '../wait-for.js';
import { closePayload, frame, opcodes, readFrame, type Frame, type FrameOptions } from './frame.js';
import {
  acceptOf,
  exampleKey,
  handshakeRequest,
  readResponseHead,
  type HandshakeOptions,
  type ResponseHead,
} from './handshake.js';

/** How a connection ended: the other side closed it, or it broke. */
export type Ending = 'ended' | 'reset';

/** Where a server listens. */
export interface RawTarget {
  readonly port: number;
  readonly host?: string;
  /** Set: over TLS, with these options. */
  readonly tls?: ConnectionOptions;
}

/**
 * A WebSocket connection of bytes, for servers under test: it writes whatever it is told, right or wrong, and
 * shows what comes as it comes. It does nothing by itself: no pong, no answer to a close frame.
 */
export class RawWebSocket {
  #unread: Buffer = Buffer.alloc(0);
  #ending: Ending | null = null;
  readonly #frames: Frame[] = [];
  #isUpgraded = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.#unread = Buffer.concat([this.#unread, chunk]);
      if (this.#isUpgraded) this.#readFrames();
    });
    socket.on('end', () => (this.#ending ??= 'ended'));
    socket.on('error', () => (this.#ending = 'reset'));
    socket.on('close', () => (this.#ending ??= 'ended'));
  }

  /** A connection that has said nothing yet. */
  static async connect({ port, host = '127.0.0.1', tls }: RawTarget): Promise<RawWebSocket> {
    const socket = tls ? connectTls({ port, host, ...tls }) : connectPlain({ port, host });
    // What a test sends as two pieces must not become one.
    socket.setNoDelay(true);
    await once(socket, tls ? 'secureConnect' : 'connect');
    return new RawWebSocket(socket);
  }

  /** A connection that was upgraded; fails with the status where it was not. */
  static async open(target: RawTarget, handshake: HandshakeOptions = {}): Promise<RawWebSocket> {
    const socket = await RawWebSocket.connect(target);
    const head = await socket.upgrade(handshake);
    if (head === 'ended' || head === 'reset' || head.status !== 101) {
      socket.socket.destroy();
      throw new Error(`the handshake got ${typeof head === 'string' ? head : head.status}`);
    }
    const key = handshake.headers?.['Sec-WebSocket-Key'];
    const accept = head.headers['sec-websocket-accept'];
    if (accept !== acceptOf(typeof key === 'string' ? key : exampleKey))
      throw new Error(`the handshake was accepted with ${accept}`);
    return socket;
  }

  /** Asks for the upgrade and gives what comes of it; after a 101 frames are read. */
  async upgrade(handshake: HandshakeOptions = {}): Promise<ResponseHead | Ending> {
    this.write(handshakeRequest(handshake));
    return this.responseHead();
  }

  /** The head of the response that comes next. */
  async responseHead(): Promise<ResponseHead | Ending> {
    const read = await waitFor(() => readResponseHead(this.#unread) ?? this.#ending ?? undefined, {
      describe: 'the server responds to the handshake',
      timeoutMs: 60_000,
    });
    if (typeof read === 'string') return read;
    this.#unread = read.rest;
    if (read.head.status === 101) {
      this.#isUpgraded = true;
      this.#readFrames();
    }
    return read.head;
  }

  /** Writes bytes as they are. What is written to a connection that has ended is lost, as it is on a wire. */
  write(bytes: Buffer): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  send(opcode: number, options: FrameOptions = {}): void {
    this.write(frame(opcode, options));
  }

  text(payload: string): void {
    this.send(opcodes.text, { payload });
  }

  close(code?: number, reason: Buffer | string = ''): void {
    this.send(opcodes.close, code === undefined ? {} : { payload: closePayload(code, reason) });
  }

  /** The frame that comes next, or how the connection ended where none came. */
  async next(timeoutMs = 60_000): Promise<Frame | Ending> {
    const next = () => this.#frames.shift() ?? this.#ending ?? undefined;
    return waitFor(next, { describe: 'a frame comes, or the connection ends', timeoutMs });
  }

  /** All frames until the connection ends, and how it does. */
  async untilEnd(): Promise<{ readonly frames: readonly Frame[]; readonly ending: Ending }> {
    const frames: Frame[] = [];
    for (let next = await this.next(); ; next = await this.next()) {
      if (typeof next === 'string') return { frames, ending: next };
      frames.push(next);
    }
  }

  /** Frames that have come and were not taken. */
  get waiting(): number {
    return this.#frames.length;
  }

  /** How it has ended, null while it has not. */
  get ending(): Ending | null {
    return this.#ending;
  }

  #readFrames(): void {
    for (let read = readFrame(this.#unread); read !== null; read = readFrame(this.#unread)) {
      this.#frames.push(read.frame);
      this.#unread = read.rest;
    }
  }
}
