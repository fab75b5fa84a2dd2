import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import type { ConnectionFacts } from '../invocation/connection-event.js';
import type { Connection, SendOutcome } from './connection.js';
import { connectionEnd, endOfError, goingAway, type ConnectionEnd } from './connection-end.js';
import { dataFrame, type FrameOptions } from './data-frame.js';
import { ControlFrames } from './control-frames.js';
import type { Due, DueWheel } from './due-wheel.js';
import { FrameHeads, type FrameProblem } from './frame-heads.js';
import { MessageTurns, type MessageTurn } from './message-turns.js';
import { ReadingWatch } from './reading-watch.js';
import type { ConnectionOrigin } from './run-event.js';
import type { SharedBytes } from './shared-bytes.js';
import type { WebSocketLimits } from './websocket-limits.js';

/** What the connections of a process share. */
export interface ConnectionServices {
  readonly limits: WebSocketLimits;
  readonly wheel: DueWheel;
  readonly memory: SharedBytes;
  /** A message has come, and its turn. */
  readonly take: (connection: OpenConnection, data: Buffer, turn: MessageTurn) => void;
  readonly ended: (connection: OpenConnection, end: ConnectionEnd) => void;
}

const endsOfProblems: Readonly<Record<FrameProblem, ConnectionEnd>> = {
  'frame too long': connectionEnd(1009, 'The frame is too long'),
  'too many control frames': connectionEnd(1008, 'Too many control frames'),
};
const binaryFrame = connectionEnd(1003, 'Binary frames are not supported');
const tooManyPings = connectionEnd(1008, 'Too many control frames');
/** It could not be told: nothing is read there. */
const neverReads = connectionEnd(1008, 'The client does not read');
const neverEnds = connectionEnd(1008, 'The message does not end');
const tryAgain = connectionEnd(1013, 'Try again later');

const open = 1;
const closed = 3;

/**
 * A connection over a socket that the library frames. What it reads is bounded by the frame and the message,
 * what it sends by what may wait; both ends of it are watched by the wheel.
 */
export class OpenConnection implements Connection, Due {
  lastActiveAtMs = Date.now();
  private endsAtMs: number;
  private endOfLife = goingAway;
  /** How the gateway has ended it; null while it has not. */
  private end: ConnectionEnd | null = null;
  private endsWhenIdle: ConnectionEnd | null = null;
  private readonly heads: FrameHeads;
  private readonly turns: MessageTurns;
  private readonly controlFrames: ControlFrames;
  private readonly reading: ReadingWatch;
  /** Since when a message has begun and not ended; 0: none has. */
  private unfinishedSinceMs = 0;
  /** What it takes of the memory that all share. */
  private held = 0;

  constructor(
    readonly facts: ConnectionFacts,
    readonly origin: ConnectionOrigin,
    private readonly webSocket: WebSocket,
    private readonly socket: Socket,
    private readonly services: ConnectionServices,
  ) {
    const { limits, wheel, take } = services;
    this.endsAtMs = facts.connectedAtMs + limits.lifeMs;
    this.heads = new FrameHeads(limits.frameBytesMax);
    this.controlFrames = new ControlFrames(limits.controlFramesPerSecond);
    this.reading = new ReadingWatch(socket);
    this.turns = new MessageTurns(
      limits.messagesAtOnce,
      (data, turn) => take(this, data, turn),
      () => this.onRoom(),
    );
    // Before the library reads the same.
    socket.prependListener('data', (piece: Buffer) => this.look(piece));
    socket.on('drain', () => this.account());
    webSocket.on('message', (data, isBinary) => this.onMessage(data as Buffer, isBinary));
    webSocket.on('ping', (data) => this.onPing(data));
    webSocket.on('pong', () => void this.mayControl());
    webSocket.on('error', (error) => (this.end ??= endOfError(error)));
    webSocket.on('close', (code, reason) => this.onClose(code, reason));
    wheel.add(this);
  }

  get dueAtMs(): number {
    const { idleMs, stalledMs } = this.services.limits;
    let atMs = Math.min(this.endsAtMs, this.lastActiveAtMs + idleMs);
    if (this.reading.sinceMs !== 0) atMs = Math.min(atMs, this.reading.sinceMs + stalledMs);
    if (this.unfinishedSinceMs !== 0) atMs = Math.min(atMs, this.unfinishedSinceMs + stalledMs);
    return atMs;
  }

  /** Nothing is sent to it any more. */
  get isEnding(): boolean {
    return this.end !== null || this.webSocket.readyState !== open;
  }

  send(data: string | Buffer, isBinary = false): SendOutcome {
    if (this.isEnding) return 'gone';
    const { frameBytesMax, waitingBytesMax } = this.services.limits;
    const bytes = typeof data === 'string' ? Buffer.byteLength(data) : data.length;
    const waiting = this.webSocket.bufferedAmount;
    if (waiting + bytes > waitingBytesMax) return 'full';
    if (waiting > 0 && this.services.memory.isSpent(this.held)) return 'full';
    if (bytes <= frameBytesMax) this.sendFrame(data, isBinary ? 'binary' : 'text', true);
    else this.sendParts(typeof data === 'string' ? Buffer.from(data) : data, isBinary);
    this.lastActiveAtMs = Date.now();
    this.account();
    this.watchReading();
    return 'sent';
  }

  private sendParts(data: Buffer, isBinary: boolean): void {
    const { frameBytesMax } = this.services.limits;
    for (let from = 0; from < data.length; from += frameBytesMax) {
      const kind = from > 0 ? 'continuation' : isBinary ? 'binary' : 'text';
      this.sendFrame(data.subarray(from, from + frameBytesMax), kind, from + frameBytesMax >= data.length);
    }
  }

  private sendFrame(data: string | Buffer, kind: FrameOptions['kind'], fin: boolean): void {
    // What is compressed goes by the library, which may still be at the frame before.
    if (this.webSocket.extensions !== '') this.webSocket.send(data, { binary: kind === 'binary', fin });
    else this.socket.write(dataFrame(data, { kind, fin }));
  }

  close(code: number, reason: string): void {
    this.closeWith({ code, reason });
  }

  /** It ends by then, as one does that has grown too old, or earlier. Since 1970. */
  endBy(atMs: number, end: ConnectionEnd): void {
    if (atMs >= this.endsAtMs) return;
    this.endsAtMs = atMs;
    this.endOfLife = end;
    if (!this.isEnding) this.services.wheel.add(this);
  }

  /** Closes it behind the messages that are being handled; none is read any more. */
  closeBehindMessages(end: ConnectionEnd): void {
    if (this.isEnding) return;
    this.turns.forgetWaiting();
    if (this.turns.isIdle) return this.closeWith(end);
    this.endsWhenIdle = end;
    this.webSocket.pause();
  }

  /** Without a close frame. */
  cut(end: ConnectionEnd): void {
    this.end ??= end;
    this.webSocket.terminate();
  }

  /** A client that does not read cannot be told so. */
  cutAsUnread(): void {
    this.cut(neverReads);
  }

  onDue(nowMs: number): void {
    if (this.isEnding) {
      // The client has ended it without a close frame, and does not read: the library would wait without end.
      if (this.end === null) this.webSocket.terminate();
      return;
    }
    const { limits, wheel } = this.services;
    const { reading } = this;
    if (reading.sinceMs !== 0 && nowMs >= reading.sinceMs + limits.stalledMs) {
      if (this.webSocket.bufferedAmount === 0) reading.end();
      else if (reading.isStuck) return this.cutAsUnread();
      else reading.begin(nowMs);
    }
    if (this.unfinishedSinceMs !== 0 && nowMs >= this.unfinishedSinceMs + limits.stalledMs) {
      // That it was not read is not its fault.
      if (!this.webSocket.isPaused) return this.closeWith(neverEnds);
      this.unfinishedSinceMs = nowMs;
    }
    if (nowMs >= this.endsAtMs) this.closeWith(this.endOfLife);
    else if (nowMs >= this.lastActiveAtMs + limits.idleMs) this.closeWith(goingAway);
    else wheel.add(this);
  }

  private closeWith(end: ConnectionEnd): void {
    if (this.end !== null) return;
    this.end = end;
    this.turns.forgetWaiting();
    // Its close frame is to be read.
    this.webSocket.resume();
    this.webSocket.close(end.code, end.reason);
  }

  private look(piece: Buffer): void {
    if (this.isEnding) return;
    const { ended } = this.heads;
    const problem = this.heads.read(piece);
    if (problem !== null) return this.closeWith(endsOfProblems[problem]);
    this.account();
    if (this.heads.unfinishedBytes === 0) this.unfinishedSinceMs = 0;
    else {
      // It is another message than before.
      if (this.heads.ended !== ended && this.unfinishedSinceMs !== 0) this.unfinishedSinceMs = Date.now();
      this.watchEnding();
    }
  }

  /** A message has begun, and its end is not here. */
  private watchEnding(): void {
    if (this.services.memory.isSpent(this.held)) {
      if (this.turns.isIdle) return this.closeWith(tryAgain);
      // Read on once one of those that are handled has given its room back.
      this.webSocket.pause();
    }
    if (this.unfinishedSinceMs !== 0) return;
    this.unfinishedSinceMs = Date.now();
    this.services.wheel.add(this);
  }

  private account(): void {
    const { heads, turns, socket, webSocket, held } = this;
    // Messages that are handled take their room also when their client has left.
    const isClosed = webSocket.readyState === closed;
    // What is less than that the system takes at once, and nobody tells when it has.
    const waiting = !isClosed && socket.writableNeedDrain ? webSocket.bufferedAmount : 0;
    this.held = (isClosed ? 0 : heads.unfinishedBytes) + turns.bytes + waiting;
    this.services.memory.change(this.held - held);
  }

  /** No more is read until one of the messages that are handled is over. */
  private get isHeldBack(): boolean {
    return this.turns.isFull || (!this.turns.isIdle && this.services.memory.isSpent(this.held));
  }

  private onMessage(data: Buffer, isBinary: boolean): void {
    if (this.isEnding || this.endsWhenIdle !== null) return;
    if (isBinary) return this.closeWith(binaryFrame);
    this.lastActiveAtMs = Date.now();
    this.turns.add(data.buffer.byteLength > 2 * data.length ? ownCopy(data) : data);
    this.account();
    if (this.isHeldBack) this.webSocket.pause();
  }

  private onRoom(): void {
    this.account();
    if (this.isEnding) return;
    if (this.endsWhenIdle === null) {
      if (this.webSocket.isPaused && !this.isHeldBack) this.webSocket.resume();
    } else if (this.turns.isIdle) this.closeWith(this.endsWhenIdle);
  }

  private onPing(data: Buffer): void {
    if (!this.mayControl()) return;
    if (this.webSocket.bufferedAmount > this.services.limits.waitingBytesMax) return this.cutAsUnread();
    this.webSocket.pong(data);
    this.watchReading();
  }

  private mayControl(): boolean {
    if (this.isEnding) return false;
    this.lastActiveAtMs = Date.now();
    if (this.controlFrames.admit(this.services.wheel.turn)) return true;
    this.closeWith(tooManyPings);
    return false;
  }

  /** Where something waits for its client it is seen to that this reads. */
  private watchReading(): void {
    if (this.reading.sinceMs !== 0 || this.webSocket.bufferedAmount === 0) return;
    this.reading.begin(Date.now());
    this.services.wheel.add(this);
  }

  private onClose(code: number, reason: Buffer): void {
    this.services.wheel.delete(this);
    // What came whole before the client's close frame is handed over; its answers go nowhere.
    if (this.end !== null || code === 1006) this.turns.forgetWaiting();
    this.account();
    this.services.ended(this, this.end ?? connectionEnd(code, reason.toString()));
  }
}

/** A slice would keep the whole piece that it came in. */
function ownCopy(data: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(data.length);
  data.copy(own);
  return own;
}
