import {
  constants,
  performServerHandshake,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
  type ServerOptions,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Connection } from '../connections.js';
import type { Http2SessionsOptions } from './http2-sessions.js';
import { serveStream } from './serve-stream.js';
import type { WaitingBytes } from './stream-response.js';

/** Requests of one session at a time; AWS's own bound for its endpoints, and what most servers have. */
export const streamsMax = 100;
/** Streams that end without a whole response, and not by us, between two looks. */
export const resetsMax = 100;
/** Pings and settings between two looks; some clients ping to learn about the bandwidth. */
export const controlFramesMax = 1000;
/** Of whole bodies that wait for a session's caller to read them; more than a dozen of the largest. */
const waitingBytesMax = 128 * 1024 * 1024;
/** How long a session that was refused may take to read why. */
const lingerMs = 5000;

// As much as the parser of HTTP/1.1 takes, so that `readRequest` refuses what is above our own limits; a
// pair counts 32 bytes more here (RFC 9113, section 6.5.2).
const headerPairsMax = 1024;
const headerListBytesMax = 24 * 1024 + 32 * headerPairsMax;

const limits: ServerOptions = {
  maxHeaderListPairs: headerPairsMax,
  // MB; above the bodies that may wait, which it counts: behind it new streams are refused.
  maxSessionMemory: 160,
  maxSessionInvalidFrames: 100,
  maxOutstandingPings: 1,
  settings: { maxConcurrentStreams: streamsMax, maxHeaderListSize: headerListBytesMax, enablePush: false },
};

/** Node gives one more than its types know. */
type Opened = [
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  flags: number,
  rawHeaders: readonly string[],
];

/**
 * A connection of HTTP/2. What costs a caller nothing but keeps a server busy (streams that are reset, pings,
 * settings) has a budget, filled up with every look; who overdraws it loses the session.
 */
export class Http2Session implements WaitingBytes {
  private readonly session: ServerHttp2Session;
  private running = 0;
  private begun = 0;
  private quietLooks = 0;
  private resets = 0;
  private controlFrames = 0;
  private isRefused = false;
  private waitingBytes = 0;
  private readonly closeSession = (): void => this.close();

  constructor(
    private readonly socket: TLSSocket,
    private readonly connection: Connection,
    private readonly options: Http2SessionsOptions,
  ) {
    socket.on('error', () => undefined);
    // By hand, not by a server of HTTP/2: those of HTTP/1.1 stay what they are.
    this.session = performServerHandshake(socket, limits);
    const countFrame = (): void => {
      this.controlFrames += 1;
      if (this.controlFrames > controlFramesMax) this.refuse();
    };
    this.session
      .on('stream', (...opened: unknown[]) => this.begin(...(opened as Opened)))
      .on('ping', countFrame)
      .on('remoteSettings', countFrame)
      // It ends with them; there is nothing to do about what a caller sends, or about a broken connection.
      .on('error', () => undefined);
  }

  /** Fills the budgets, and ends the session when nothing has run since so many looks. */
  look(quietLooksMax: number): void {
    this.resets = 0;
    this.controlFrames = 0;
    // It has been told to end, and the caller holds the connection.
    if (this.session.destroyed) return void this.socket.destroy();
    const isQuiet = this.running === 0 && this.begun === 0;
    this.begun = 0;
    this.quietLooks = isQuiet ? this.quietLooks + 1 : 0;
    if (this.quietLooks >= quietLooksMax) this.close();
  }

  /** Says GOAWAY: the streams that run end, new ones do not begin. */
  close(): void {
    if (!this.session.closed) this.session.close();
  }

  destroy(): void {
    this.session.destroy();
    this.socket.destroy();
  }

  take(bytes: number): boolean {
    if (this.waitingBytes + bytes > waitingBytesMax) return false;
    this.waitingBytes += bytes;
    return true;
  }

  release(bytes: number): void {
    this.waitingBytes -= bytes;
  }

  private begin(...[stream, , flags, rawHeaders]: Opened): void {
    stream.on('error', () => undefined);
    if (this.isRefused) return;
    this.begun += 1;
    // Reset with the same bytes that began it.
    if (stream.destroyed || stream.closed) return this.countReset();
    this.running += 1;
    const response = serveStream({
      ...this.options,
      stream,
      rawHeaders,
      isBodiless: (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0,
      connection: this.connection,
      waiting: this,
      closeSession: this.closeSession,
    });
    stream.on('close', () => {
      this.running -= 1;
      if (!response.wasCut && !response.writableFinished) this.countReset();
    });
  }

  private countReset(): void {
    this.resets += 1;
    if (this.resets > resetsMax) this.refuse();
  }

  private refuse(): void {
    if (this.isRefused || this.session.destroyed) return;
    this.isRefused = true;
    // Not while Node reads frames: it would end the connection before it has written why.
    setImmediate(() => {
      if (this.session.destroyed) return;
      this.closeInStages();
      // A number stands for the error that it means.
      this.session.destroy(constants.NGHTTP2_ENHANCE_YOUR_CALM as unknown as Error);
    });
  }

  /**
   * Behind GOAWAY Node would close the connection at once, and what the caller has sent meanwhile, and nobody
   * has read, would reset it before the caller has read why (RFC 9112, section 9.6).
   */
  private closeInStages(): void {
    const { socket } = this;
    const close = socket.destroy.bind(socket);
    socket.destroy = () => socket;
    // It may not read what it is told, either.
    const late = setTimeout(close, lingerMs).unref();
    socket.once('end', () => {
      clearTimeout(late);
      close();
    });
  }
}
