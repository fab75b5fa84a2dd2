import { fork, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '#libs/telemetry';
import type { GatewayState } from '../admin/admin.js';
import type { ConnectionHandoff, Taker } from './connection-handoff.js';
import type { ToPrimary, ToWorker, WorkerPlace } from './messages.js';

export interface PlaceOptions {
  /** The file that Node runs. */
  readonly entry: string;
  readonly worker: WorkerPlace;
  readonly handoff: ConnectionHandoff;
  readonly log: Logger;
}

const firstDelayMs = 250;
const longestDelayMs = 10_000;
const soundLifeMs = 30_000;
const responseWaitMs = 2_000;

/**
 * One of the places of a machine's gateway: a name, a folder with its journal, and a process in it. A process
 * that ends is followed by another one in the same place, which hands in what the first one had counted; so a
 * place never has two.
 */
export class Place {
  private child: ChildProcess | null = null;
  private taker: Taker | null = null;
  private whenReady: { resolve: () => void; reject: (error: Error) => void } | null = null;
  private readonly asked = new Map<number, (response: unknown) => void>();
  private lastAsked = 0;
  private delayMs = firstDelayMs;
  private retiring = false;
  private stopping = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: PlaceOptions) {}

  /**
   * Starts the process and keeps one running; resolves when it takes connections, rejects when it ends before
   * that.
   */
  start(): Promise<void> {
    const ready = new Promise<void>((resolve, reject) => (this.whenReady = { resolve, reject }));
    this.running = this.keepRunning();
    return ready;
  }

  /**
   * Replaces the process: it takes no more connections, ends those that it has, and the next one starts.
   * Settles when that one is ready.
   */
  async replace(): Promise<void> {
    const ready = new Promise<void>((resolve, reject) => (this.whenReady = { resolve, reject }));
    this.retiring = true;
    this.takeNoMore(false);
    this.tell({ retire: true });
    await ready;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.takeNoMore(false);
    this.child?.kill('SIGTERM');
    await this.running;
  }

  /** What the process says of itself; null when there is none, or it does not say so in time. */
  state(): Promise<GatewayState | null> {
    return this.ask<GatewayState>((tellState) => ({ tellState }));
  }

  /** Its metrics in Prometheus' text format; null as of `state`. */
  metrics(): Promise<string | null> {
    return this.ask<string>((tellMetrics) => ({ tellMetrics }));
  }

  private ask<Response>(question: (id: number) => ToWorker): Promise<Response | null> {
    const id = ++this.lastAsked;
    if (!this.child?.connected) return Promise.resolve(null);
    return new Promise((resolve) => {
      const finish = (response: unknown): void => {
        clearTimeout(late);
        this.asked.delete(id);
        // The process answers what it was asked.
        resolve(response as Response | null);
      };
      const late = setTimeout(finish, responseWaitMs, null);
      this.asked.set(id, finish);
      this.tell(question(id));
    });
  }

  private async keepRunning(): Promise<void> {
    const { log, worker } = this.options;
    let everReady = false;
    while (!this.stopping) {
      const startedAtMs = Date.now();
      const { code, wasReady } = await this.run();
      everReady ||= wasReady;
      if (this.stopping) break;
      if (!everReady) {
        this.whenReady?.reject(new Error(`a gateway process ended at its start: ${code}`));
        return;
      }
      if (this.retiring) {
        this.retiring = false;
        continue;
      }
      if (Date.now() - startedAtMs >= soundLifeMs) this.delayMs = firstDelayMs;
      log.error('a gateway process died and is started again', {
        place: worker.place,
        code,
        inMs: this.delayMs,
      });
      await delay(this.delayMs);
      this.delayMs = Math.min(longestDelayMs, this.delayMs * 2);
    }
  }

  private run(): Promise<{ code: number | string; wasReady: boolean }> {
    const { entry, worker, handoff } = this.options;
    const child = fork(entry, [JSON.stringify(worker)]);
    this.child = child;
    let wasReady = false;
    child.on('message', (message: ToPrimary) => {
      if (message === 'ready') {
        wasReady = true;
        this.takeConnections(child);
      } else if ('taken' in message) handoff.taken(message.taken);
      else if ('metrics' in message) this.asked.get(message.metrics)?.(message.are);
      else this.asked.get(message.state)?.(message.is);
    });
    return new Promise((resolve) => {
      child.once('error', (error) => resolve({ code: error.message, wasReady }));
      child.once('exit', (code, signal) => {
        // Behind its last message, which a turn of the loop brings: what it has not said to have is not read
        // by it.
        setImmediate(() => setImmediate(() => this.takeNoMore(true)));
        resolve({ code: code ?? signal ?? 'ended', wasReady });
      });
    });
  }

  private takeConnections(child: ChildProcess): void {
    if (this.stopping) return;
    this.retiring = false;
    this.taker = {
      // What cannot be sent is given to another process when this one's end is known.
      send: (message, socket: Socket) =>
        void child.send(message, socket, { keepOpen: true }, () => undefined),
    };
    this.options.handoff.add(this.taker);
    this.whenReady?.resolve();
  }

  private takeNoMore(isGone: boolean): void {
    if (this.taker) this.options.handoff.remove(this.taker, isGone);
    if (isGone) this.taker = null;
  }

  private tell(message: ToWorker): void {
    this.child?.send(message, () => undefined);
  }
}
