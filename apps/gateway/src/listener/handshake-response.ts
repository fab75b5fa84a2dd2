import { ServerResponse } from 'node:http';
import type { PendingHandshake, Upgrade } from '../connections/handshakes.js';
import type { OutgoingResponse } from '../http/outgoing-response.js';
import type { Invocation } from '../invocation/invocation.js';

/** A refused client may go on sending for so long: see `BrokenInput`. */
const lingerMs = 1000;
/** What a client may send before it knows that it was let in; what is behind it is not read before. */
const earlyBytesMax = 64 * 1024;

/**
 * The response to a handshake of a WebSocket API. A good one opens the connection, and nothing of it but the
 * subprotocol is told; any other is the refusal, as of any request, and ends the connection.
 */
export class HandshakeResponse implements OutgoingResponse {
  shouldKeepAlive = false;
  private readonly refusal: ServerResponse;
  private pending: PendingHandshake | null = null;
  private invocation: Invocation | null = null;
  private isOpen = false;
  private readonly early: Buffer[];
  private earlyBytes: number;

  /** @param onEnd called when it was given, or nobody is there to take it. */
  constructor(
    private readonly upgrade: Upgrade,
    private readonly onEnd: () => void,
  ) {
    const { message, socket, head } = upgrade;
    this.early = [head];
    this.earlyBytes = head.length;
    this.refusal = new ServerResponse(message);
    this.refusal.shouldKeepAlive = false;
    this.refusal.assignSocket(socket);
    this.refusal.on('finish', () => this.endConnection());
    // Read on, or nobody would learn that the client has left.
    socket.on('data', this.onData).on('end', this.onGone).on('error', this.onGone).on('timeout', this.onGone);
  }

  get req(): OutgoingResponse['req'] {
    return this.upgrade.message;
  }

  get headersSent(): boolean {
    return this.isOpen || this.refusal.headersSent;
  }

  get destroyed(): boolean {
    return this.upgrade.socket.destroyed;
  }

  get writableFinished(): boolean {
    return this.isOpen || this.refusal.writableFinished;
  }

  /** A request that has got as far as to have an API. */
  await(pending: PendingHandshake, invocation: Invocation): void {
    this.pending = pending;
    pending.onCut = () => this.destroy();
    this.invocation = invocation;
  }

  writeHead(status: number, headers: string[]): void {
    const { pending, invocation } = this;
    if (pending === null || invocation === null || status < 200 || status > 299) {
      this.refusal.writeHead(status, headers);
      return pending?.refuse();
    }
    this.isOpen = true;
    const { message, socket } = this.upgrade;
    this.letGo();
    this.refusal.detachSocket(socket);
    // Who listens for data from now on does not undo a pause.
    if (socket.isPaused()) socket.resume();
    pending.accept(invocation, { message, socket, head: Buffer.concat(this.early) }, headers);
    this.onEnd();
  }

  write(chunk: Buffer): boolean {
    return this.isOpen || this.refusal.write(chunk);
  }

  end(body?: string | Buffer): void {
    if (!this.isOpen) this.refusal.end(body);
  }

  destroy(): void {
    this.upgrade.socket.destroy();
  }

  on(event: 'close' | 'drain', listener: () => void): void {
    this.refusal.on(event, listener);
  }

  notSent(): void {
    if (this.pending !== null) this.pending.abandon(this.invocation!);
    this.onEnd();
  }

  private readonly onData = (piece: Buffer): void => {
    if (this.refusal.headersSent) return;
    this.early.push(piece);
    this.earlyBytes += piece.length;
    if (this.earlyBytes > earlyBytesMax) this.upgrade.socket.pause();
  };

  private readonly onGone = (): void => {
    this.upgrade.socket.destroy();
  };

  private letGo(): void {
    this.upgrade.socket
      .off('data', this.onData)
      .off('end', this.onGone)
      .off('error', this.onGone)
      .off('timeout', this.onGone);
  }

  private endConnection(): void {
    const { socket } = this.upgrade;
    this.refusal.detachSocket(socket);
    socket.resume();
    socket.end();
    const timer = setTimeout(() => socket.destroy(), lingerMs);
    socket.on('close', () => clearTimeout(timer));
    this.onEnd();
  }
}
