import { documentNames } from '#libs/snapshot-format';
import type { Connection, ConnectionEnd } from './connection.js';

/** Is told of each connection once when it opens, and once when it has ended. Must not throw. */
export interface ConnectionWatcher {
  opened?(connection: Connection): void;
  closed?(connection: Connection, end: ConnectionEnd): void;
  /** Its `$disconnect` is through, as far as it ever will be. */
  disconnected?(connection: Connection): void;
}

/** The WebSocket connections of this process that are open. */
export class Connections<Held extends Connection = Connection> {
  private readonly byId = new Map<string, Held>();
  private readonly byStage = new Map<string, Set<Held>>();
  private readonly watchers: ConnectionWatcher[] = [];

  /** For the life of the process, before the first connection. */
  watch(watcher: ConnectionWatcher): void {
    this.watchers.push(watcher);
  }

  get size(): number {
    return this.byId.size;
  }

  find(connectionId: string): Held | undefined {
    return this.byId.get(connectionId);
  }

  all(): Iterable<Held> {
    return this.byId.values();
  }

  ofStage(apiId: string, stageName: string): Iterable<Held> {
    return this.byStage.get(documentNames.stage(apiId, stageName)) ?? [];
  }

  /** How many each stage has, by the name of its document. */
  *sizes(): Iterable<readonly [stage: string, connections: number]> {
    for (const [stage, held] of this.byStage) yield [stage, held.size];
  }

  add(connection: Held): void {
    const { connectionId, apiId, stageName } = connection.facts;
    this.byId.set(connectionId, connection);
    const stage = documentNames.stage(apiId, stageName);
    const ofStage = this.byStage.get(stage);
    if (ofStage) ofStage.add(connection);
    else this.byStage.set(stage, new Set([connection]));
    for (const watcher of this.watchers) watcher.opened?.(connection);
  }

  remove(connection: Held, end: ConnectionEnd): void {
    const { connectionId, apiId, stageName } = connection.facts;
    if (!this.byId.delete(connectionId)) return;
    const stage = documentNames.stage(apiId, stageName);
    const ofStage = this.byStage.get(stage)!;
    ofStage.delete(connection);
    if (ofStage.size === 0) this.byStage.delete(stage);
    for (const watcher of this.watchers) watcher.closed?.(connection, end);
  }

  /** Behind `remove`: the backend has heard of it. */
  disconnected(connection: Held): void {
    for (const watcher of this.watchers) watcher.disconnected?.(connection);
  }
}
