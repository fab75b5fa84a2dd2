import type { Readable } from 'node:stream';
import { Client, Dispatcher, errors } from 'undici';
import type { SocketHolder, SocketLimit } from './socket-limit.js';

interface Connection {
  readonly client: Client;
  readonly openedAtMs: number;
  isIdle: boolean;
  /** It could not be opened, was closed by the other side, or is too old; another takes its place. */
  isSpent: boolean;
}

/** What is sent, in undici's terms. */
export interface PooledRequest {
  readonly path: string;
  readonly method: string;
  /** Name, value, name, value, ... */
  readonly headers: string[];
  readonly body: Readable | Buffer | string | null;
}

interface WaitingCall {
  readonly options: Dispatcher.DispatchOptions;
  readonly handler: PooledHandler;
}

/** The events of a call beyond undici's. */
export interface PooledHandler extends Dispatcher.DispatchHandler {
  /**
   * All connections are busy. `leave` ends the wait as if the call had never been: its body is let go, and
   * no event follows.
   */
  onQueued?(leave: () => void): void;
  /** The whole request was given to its connection (of undici, which does not declare it). */
  onRequestSent?(): void;
}

/** More calls wait for the backend than may. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';
}

export interface ConnectionPoolOptions {
  readonly origin: string;
  readonly connectionsMax: number;
  /** Calls that may wait for a connection. */
  readonly waitingMax: number;
  /** Shared with the pools of all other origins. */
  readonly sockets: SocketLimit;
  readonly client: Client.Options;
  readonly nowMs?: () => number;
}

/**
 * Kept-alive connections to one origin, each with one call at a time; calls that find all of them busy wait
 * in their order. Takes the connection that became free last, in one move: undici's own Pool goes through all
 * of them, twice per call, which at a thousand callers was a third of what a request cost.
 */
export class ConnectionPool extends Dispatcher implements SocketHolder {
  usedAt = 0;
  private readonly connections = new Set<Connection>();
  private readonly idle: Connection[] = [];
  private readonly waiting = new Set<WaitingCall>();
  private ended: 'closed' | 'destroyed' | null = null;
  private whenEmpty: (() => void) | null = null;
  private readonly url: URL;

  constructor(private readonly options: ConnectionPoolOptions) {
    super();
    this.url = urlWithOrigin(options.origin);
    options.sockets.join(this);
  }

  /** Whether no call runs or waits. */
  get isUnused(): boolean {
    return this.idle.length === this.connections.size && this.waiting.size === 0;
  }

  /**
   * Always true: what the pool cannot take ends with an error, `OverloadedError` when too many calls wait.
   */
  override dispatch(options: Dispatcher.DispatchOptions, handler: PooledHandler): boolean {
    const { sockets, waitingMax } = this.options;
    this.usedAt = sockets.nextUse();
    if (this.ended !== null) {
      const error =
        this.ended === 'closed' ? new errors.ClientClosedError() : new errors.ClientDestroyedError();
      refuse({ options, handler }, error);
      return true;
    }
    const connection = this.waiting.size === 0 ? this.takeConnection(false) : null;
    if (connection !== null) this.send(connection, options, handler);
    else if (this.waiting.size >= waitingMax) {
      refuse(
        { options, handler },
        new OverloadedError(`${waitingMax} calls wait for ${this.options.origin}`),
      );
    } else this.wait({ options, handler });
    return true;
  }

  /**
   * Takes out of use what was opened before this time: at once what has no call, the rest behind its call.
   */
  retire(openedBeforeMs: number): void {
    for (const connection of this.connections) {
      if (connection.openedAtMs >= openedBeforeMs) continue;
      connection.isSpent = true;
      if (connection.isIdle) this.drop(connection);
    }
  }

  get hasIdle(): boolean {
    return this.idle.length > 0;
  }

  closeIdle(): void {
    // The one that is idle for the longest time.
    const [connection] = this.idle;
    if (connection) this.drop(connection);
  }

  mayOpen(): void {
    this.serveWaiting();
  }

  /** Lets the calls that it has end, those that wait too, and closes each connection behind its last one. */
  override async close(): Promise<void> {
    this.ended ??= 'closed';
    const empty = new Promise<void>((resolve) => (this.whenEmpty = resolve));
    for (const connection of [...this.idle]) this.drop(connection);
    if (this.connections.size > 0 || this.waiting.size > 0) await empty;
    this.options.sockets.leave(this);
  }

  /** Ends all calls with an error, and all connections. */
  override async destroy(): Promise<void> {
    this.ended = 'destroyed';
    for (const call of this.waiting) refuse(call, new errors.ClientDestroyedError());
    this.waiting.clear();
    this.options.sockets.leave(this);
    const connections = [...this.connections];
    this.connections.clear();
    for (const _ of connections) this.options.sockets.giveBack();
    await Promise.all(connections.map(({ client }) => client.destroy()));
    this.whenEmpty?.();
  }

  private wait(call: WaitingCall): void {
    this.waiting.add(call);
    call.handler.onQueued?.(() => {
      if (this.waiting.delete(call)) letGo(call);
      this.tellIfEmpty();
    });
    // Registers its need where the pool has no connection that could become free.
    if (this.connections.size === 0) this.serveWaiting();
  }

  private serveWaiting(): void {
    for (const call of this.waiting) {
      const connection = this.takeConnection(this.connections.size === 0);
      if (connection === null) return;
      this.waiting.delete(call);
      this.send(connection, call.options, call.handler);
    }
  }

  private takeConnection(mustHave: boolean): Connection | null {
    const idle = this.idle.pop();
    if (idle !== undefined) return idle;
    const { connectionsMax, sockets } = this.options;
    if (this.connections.size >= connectionsMax || !sockets.take(this, mustHave)) return null;
    return this.open();
  }

  private open(): Connection {
    const { client: options, nowMs = Date.now } = this.options;
    const client = new Client(this.url, options);
    const connection: Connection = { client, openedAtMs: nowMs(), isIdle: false, isSpent: false };
    // undici says so when a client that was busy no longer is.
    client.on('drain', () => this.release(connection));
    client.on('connectionError', () => (connection.isSpent = true));
    client.on('disconnect', () => {
      connection.isSpent = true;
      if (connection.isIdle) this.drop(connection);
    });
    // A call that had not been sent when the other side closed is sent on another connection of the same
    // client.
    client.on('connect', () => (connection.isSpent = false));
    this.connections.add(connection);
    return connection;
  }

  private send(connection: Connection, options: Dispatcher.DispatchOptions, handler: PooledHandler): void {
    const { client } = connection;
    connection.isIdle = false;
    client.dispatch(options, handler);
    // What undici finds wrong with the request itself never made the client busy, and no `drain` follows.
    if (client.stats.size === 0) {
      queueMicrotask(() => {
        if (client.stats.size === 0) this.release(connection);
      });
    }
  }

  private release(connection: Connection): void {
    if (connection.isIdle || !this.connections.has(connection)) return;
    const canSpare = this.options.sockets.isWanted && (this.connections.size > 1 || this.waiting.size === 0);
    const isOver = this.ended !== null && this.waiting.size === 0;
    if (connection.isSpent || canSpare || isOver) {
      this.drop(connection);
    } else {
      connection.isIdle = true;
      this.idle.push(connection);
    }
    this.serveWaiting();
  }

  private drop(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    const at = this.idle.indexOf(connection);
    if (at >= 0) this.idle.splice(at, 1);
    // Not within the event that brought us here; and one that is destroyed meanwhile may say so to nobody.
    queueMicrotask(() => connection.client.close(() => undefined));
    this.tellIfEmpty();
    this.options.sockets.giveBack();
  }

  private tellIfEmpty(): void {
    if (this.connections.size === 0 && this.waiting.size === 0) this.whenEmpty?.();
  }
}

/** undici asks for the origin with every call, and the URL class puts it together anew each time. */
function urlWithOrigin(origin: string): URL {
  return Object.defineProperty(new URL(origin), 'origin', { value: origin });
}

function refuse(call: WaitingCall, error: Error): void {
  letGo(call);
  call.handler.onError?.(error);
}

/** A caller's body that is still on its way must not wait for anybody to read it. */
function letGo({ options: { body } }: WaitingCall): void {
  if (body !== null && typeof body === 'object' && 'destroy' in body) body.destroy();
}
