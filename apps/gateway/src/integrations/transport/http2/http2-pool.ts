import type { TLSSocket } from 'node:tls';
import { errors, type buildConnector } from 'undici';
import { OverloadedError, type PooledHandler, type PooledRequest } from '../connection-pool.js';
import type { SocketHolder, SocketLimit } from '../socket-limit.js';
import { Http2Call } from './http2-call.js';
import { Http2Connection, streamsMax, type Http2ConnectionEvents } from './http2-connection.js';

/** Who refuses a call so often does not want it. */
const refusalsMax = 3;

export interface Http2PoolOptions {
  readonly origin: string;
  /** Opens a connection on which HTTP/2 is offered. */
  readonly connect: buildConnector.connector;
  readonly connectionsMax: number;
  /** Calls that may wait for a stream. */
  readonly waitingMax: number;
  /** Shared with the pools of all other origins. */
  readonly sockets: SocketLimit;
  /** Takes the calls that wait: the backend has chosen HTTP/1.1. */
  readonly fallBack: (calls: readonly Http2Call[]) => void;
  readonly nowMs: () => number;
}

/**
 * Connections of HTTP/2 to one origin, each with as many calls at a time as the backend allows. Another one
 * is opened when all are full; calls that find no room wait in their order.
 */
export class Http2Pool implements SocketHolder, Http2ConnectionEvents {
  usedAt = 0;
  private readonly connections = new Set<Http2Connection>();
  private readonly withRoom = new Set<Http2Connection>();
  private readonly waiting = new Set<Http2Call>();
  private opening = 0;
  /** On the next connection; what the last one to speak has allowed. */
  private streamsExpected = streamsMax;
  private closing: 'closed' | 'destroyed' | null = null;
  private whenEmpty: (() => void) | null = null;
  private readonly url: URL;

  constructor(private readonly options: Http2PoolOptions) {
    this.url = new URL(options.origin);
    options.sockets.join(this);
  }

  get isUnused(): boolean {
    return this.waiting.size === 0 && [...this.connections].every(({ isIdle }) => isIdle);
  }

  get hasIdle(): boolean {
    return this.findIdle() !== undefined;
  }

  /** Throws for a request that cannot be sent. */
  dispatch(request: PooledRequest, handler: PooledHandler): void {
    this.usedAt = this.options.sockets.nextUse();
    const call = new Http2Call(request, handler, this.url.host, (left) => this.leave(left));
    if (this.closing === 'closed') call.fail(new errors.ClientClosedError());
    else this.take(call);
  }

  /** Takes out of use what was opened before this time, behind its calls. */
  retire(openedBeforeMs: number): void {
    for (const connection of this.connections) {
      if (connection.openedAtMs < openedBeforeMs) connection.retire();
      else connection.look();
    }
  }

  closeIdle(): void {
    this.findIdle()?.retire();
  }

  mayOpen(): void {
    this.serveWaiting();
  }

  /** Lets the calls that it has end, those that wait too, and closes each connection behind its last one. */
  async close(): Promise<void> {
    this.closing ??= 'closed';
    const empty = new Promise<void>((resolve) => (this.whenEmpty = resolve));
    for (const connection of this.connections) this.changed(connection);
    if (!this.isEmpty) await empty;
    this.options.sockets.leave(this);
  }

  /** Ends all calls with an error, and all connections. */
  destroy(): void {
    this.closing = 'destroyed';
    const error = new errors.ClientDestroyedError();
    this.failWaiting(error);
    this.options.sockets.leave(this);
    for (const connection of this.connections) connection.destroy(error);
    this.whenEmpty?.();
  }

  changed(connection: Http2Connection): void {
    if (!this.connections.has(connection)) return;
    if (connection.streamsAllowed > 0) this.streamsExpected = connection.streamsAllowed;
    if (connection.hasRoom) this.withRoom.add(connection);
    else this.withRoom.delete(connection);
    this.serveWaiting();
    // What is still to hear its settings is idle, too, and somebody waits for it.
    if (!connection.isIdle || connection.streamsAllowed === 0 || this.waiting.size > 0) return;
    if (this.closing !== null || this.options.sockets.isWanted) connection.retire();
  }

  refused(call: Http2Call): void {
    if (call.refusals < refusalsMax) this.take(call);
    else call.fail(new Error(`the backend has refused the call ${refusalsMax} times`));
  }

  ended(connection: Http2Connection, error: Error | null): void {
    if (!this.connections.delete(connection)) return;
    this.withRoom.delete(connection);
    this.options.sockets.giveBack();
    // One that never took a call is as good as none: those who wait do not try for ever.
    if (connection.streamsAllowed === 0) this.failed(error ?? new Error('the backend allows no stream'));
    else this.serveWaiting();
    this.tellIfEmpty();
  }

  private take(call: Http2Call): void {
    const [connection] = this.waiting.size === 0 ? this.withRoom : [];
    const { waitingMax, origin } = this.options;
    if (this.closing === 'destroyed') call.fail(new errors.ClientDestroyedError());
    else if (connection !== undefined) this.send(connection, call);
    else if (this.waiting.size >= waitingMax) {
      call.fail(new OverloadedError(`${waitingMax} calls wait for ${origin}`));
    } else {
      this.waiting.add(call);
      call.wait();
      this.serveWaiting();
    }
  }

  private send(connection: Http2Connection, call: Http2Call): void {
    connection.send(call);
    if (!connection.hasRoom) this.withRoom.delete(connection);
  }

  private leave(call: Http2Call): void {
    this.waiting.delete(call);
    this.tellIfEmpty();
  }

  private serveWaiting(): void {
    for (const call of this.waiting) {
      const [connection] = this.withRoom;
      if (connection === undefined) break;
      this.waiting.delete(call);
      this.send(connection, call);
    }
    let isOpening = true;
    while (isOpening && this.waiting.size > this.opening * this.streamsExpected) isOpening = this.open();
  }

  private open(): boolean {
    const { connect, connectionsMax, sockets, nowMs } = this.options;
    const count = this.connections.size + this.opening;
    // Those that are still to hear their settings have room soon; who allows nothing allows another nothing.
    if (count >= connectionsMax || [...this.connections].some(({ isReticent }) => isReticent)) return false;
    if (!sockets.take(this, count === 0)) return false;
    this.opening += 1;
    const { hostname, host, protocol, port } = this.url;
    connect({ hostname, host, protocol, port }, (error, socket) => {
      this.opening -= 1;
      if (error === null && this.closing !== 'destroyed' && (socket as TLSSocket).alpnProtocol === 'h2') {
        this.connections.add(new Http2Connection(socket as TLSSocket, this.url, nowMs(), this));
        return;
      }
      sockets.giveBack();
      if (error !== null) this.failed(error);
      else {
        socket.destroy();
        const calls = [...this.waiting];
        this.waiting.clear();
        this.options.fallBack(calls);
      }
      this.tellIfEmpty();
    });
    return true;
  }

  /** Calls wait on while there is another connection, and it or the next call opens more. */
  private failed(error: Error): void {
    if (this.connections.size + this.opening === 0) this.failWaiting(error);
  }

  private failWaiting(error: Error): void {
    const calls = [...this.waiting];
    this.waiting.clear();
    for (const call of calls) call.fail(error);
  }

  private findIdle(): Http2Connection | undefined {
    for (const connection of this.withRoom) if (connection.isIdle) return connection;
    return undefined;
  }

  private get isEmpty(): boolean {
    return this.connections.size + this.opening === 0 && this.waiting.size === 0;
  }

  private tellIfEmpty(): void {
    if (this.isEmpty) this.whenEmpty?.();
  }
}
