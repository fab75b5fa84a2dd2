import { maxHeaderSize } from 'node:http';
import {
  connect,
  constants,
  type ClientHttp2Session,
  type SecureClientSessionOptions,
  type Settings,
} from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { DeadlineError } from '../backend-failure.js';
import type { Carrier, Http2Call, StreamEnd } from './http2-call.js';

/** Calls on one connection, if the backend allows as many: what is lost with it stays little. */
export const streamsMax = 100;
/** Pings, settings, interim responses and the like between two looks. */
export const controlFramesMax = 1000;
/** Node keeps every origin that a backend says it speaks for. */
const originFramesMax = 16;
/** How long a backend may take to say its settings, or to return a ping. */
const patienceMs = 10_000;
/** How long its last words may take. */
const lingerMs = 1000;
/** As servers do: what stands between may forget a connection that is silent for longer. */
const idleLooksMax = 60;

const headerPairsMax = 1024;
const windowBytes = 256 * 1024;
const connectionWindowBytes = 4 * 1024 * 1024;

const limits: SecureClientSessionOptions = {
  maxHeaderListPairs: headerPairsMax,
  settings: {
    enablePush: false,
    initialWindowSize: windowBytes,
    // As much as over HTTP/1.1; a pair counts 32 bytes more here (RFC 9113, section 6.5.2).
    maxHeaderListSize: maxHeaderSize + 32 * headerPairsMax,
  },
};

/** What a connection tells its pool. */
export interface Http2ConnectionEvents {
  /** It may have room for a call, or none any more. */
  changed(connection: Http2Connection): void;
  /** The backend has done nothing with a call, which can be sent again. */
  refused(call: Http2Call): void;
  /** It is gone, `error` where something was wrong with it. */
  ended(connection: Http2Connection, error: Error | null): void;
}

/**
 * A connection of HTTP/2 to a backend, from its handshake on. undici has HTTP/2, too, but ends all calls with
 * a GOAWAY and one with a reset of no error, loses lines of a header, and sends one POST at a time.
 */
export class Http2Connection implements Carrier {
  /** Calls on it. */
  running = 0;
  /** Streams that the backend allows: none before it has said so. */
  streamsAllowed = 0;
  readonly session: ClientHttp2Session;
  private readonly settled: NodeJS.Timeout;
  private isSpent = false;
  private isAsked = false;
  private hasEnded = false;
  private controlFrames = 0;
  private originFrames = 0;
  private idleLooks = 0;
  private problem: Error | null = null;
  /** The last stream that the backend has looked at, from its GOAWAY on. */
  private lastStreamId = Infinity;

  constructor(
    private readonly socket: TLSSocket,
    url: URL,
    readonly openedAtMs: number,
    private readonly events: Http2ConnectionEvents,
  ) {
    this.session = connect(url, { ...limits, createConnection: () => socket });
    this.settled = setTimeout(() => this.destroy(new Error('the backend has sent no settings')), patienceMs);
    this.session
      .on('connect', () => this.session.setLocalWindowSize(connectionWindowBytes))
      .on('remoteSettings', ({ maxConcurrentStreams = streamsMax }: Settings) => {
        clearTimeout(this.settled);
        this.countFrame();
        this.streamsAllowed = Math.min(maxConcurrentStreams, streamsMax);
        this.events.changed(this);
      })
      .on('ping', this.countFrame)
      .on('altsvc', this.countFrame)
      .on('origin', () => {
        this.originFrames += 1;
        if (this.originFrames > originFramesMax) this.flooded();
      })
      .on('goaway', (_: number, lastStreamId: number) => {
        this.lastStreamId = Math.min(this.lastStreamId, lastStreamId);
        this.retire();
      })
      .on('error', (error: Error) => (this.problem ??= error))
      .on('close', () => this.end());
    socket.on('close', () => this.end());
  }

  /** It takes a call now. */
  get hasRoom(): boolean {
    return this.isUsable && this.running < this.streamsAllowed;
  }

  get isIdle(): boolean {
    return this.running === 0;
  }

  /** It allows no stream, or has not said yet how many. */
  get isReticent(): boolean {
    return this.isUsable && this.streamsAllowed === 0;
  }

  private get isUsable(): boolean {
    return !this.isSpent && !this.isAsked && !this.session.closed && !this.session.destroyed;
  }

  send(call: Http2Call): void {
    this.running += 1;
    this.idleLooks = 0;
    const ended = (end: StreamEnd): void => {
      this.running -= 1;
      if (this.isSpent && this.running === 0) this.destroy(null);
      else this.events.changed(this);
      if (end === 'refused') this.events.refused(call);
    };
    call.send(this, ended);
  }

  hasLeftOut(streamId: number): boolean {
    return streamId > this.lastStreamId;
  }

  /** Takes no further call, and closes behind those that it has. */
  retire(): void {
    if (this.isSpent) return;
    this.isSpent = true;
    if (this.running === 0) this.destroy(null);
    else this.events.changed(this);
  }

  /** Fills the budget of frames; false when it was idle for too long. */
  look(): void {
    this.controlFrames = 0;
    this.idleLooks += 1;
    if (this.running > 0) this.idleLooks = 0;
    else if (this.idleLooks > idleLooksMax) this.retire();
  }

  /** A call on it has had no response in its time: whether anybody is there is asked before the next one. */
  givenUp(error: Error): void {
    if (!(error instanceof DeadlineError) || !this.isUsable) return;
    this.isAsked = true;
    const silence = setTimeout(
      () => this.destroy(new Error('the backend does not return pings')),
      patienceMs,
    );
    this.session.ping((failed) => {
      clearTimeout(silence);
      this.isAsked = false;
      if (failed === null) this.events.changed(this);
    });
    this.events.changed(this);
  }

  destroy(error: Error | null): void {
    this.problem ??= error;
    this.session.destroy();
    this.end();
  }

  readonly countFrame = (): void => {
    this.controlFrames += 1;
    if (this.controlFrames > controlFramesMax) this.flooded();
  };

  private flooded(): void {
    if (this.session.destroyed) return;
    this.problem ??= new Error('the backend sends frames that mean nothing');
    this.session.destroy(constants.NGHTTP2_ENHANCE_YOUR_CALM as unknown as Error);
    this.end();
  }

  private end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    clearTimeout(this.settled);
    // The other side may hold it, and need not be waited for.
    setTimeout(() => this.socket.destroy(), lingerMs).unref();
    this.events.ended(this, this.problem);
  }
}
