import type { Logger } from '#libs/telemetry';
import type { Connection } from '../connection.js';
import type { Connections, ConnectionWatcher } from '../connections.js';
import type { PeerLink } from './peer-link.js';
import type { PeerNames } from './peer-names.js';
import { keepScript } from './peer-scripts.js';
import type { PeerSeal } from './peer-seal.js';

export interface KeptConnectionsOptions {
  readonly link: PeerLink;
  readonly names: PeerNames;
  readonly seal: PeerSeal;
  readonly connections: Pick<Connections, 'all' | 'find'>;
  /** What another needs to end it. */
  readonly describe: (connection: Connection) => string;
  /** Of this process. */
  readonly processName: () => string;
  readonly log: Logger;
}

/** Changes that may wait for their turn, and connections that are written at once. */
const changesMax = 10_000;
const chunk = 500;
/** For so long they are kept without a sign of life of their gateway. */
const keptMs = 86_400_000;

/**
 * What Redis has of the connections of this process, so that another can end them when this one is killed:
 * from their opening until their `$disconnect` is through, written in the turn behind, and never waited for.
 * What could not be written is made up for when Redis is back.
 */
export class KeptConnections implements ConnectionWatcher {
  private changes = new Map<string, Connection | null>();
  /** Their `$disconnect` is under way. */
  private readonly ending = new Map<string, Connection>();
  /** Redis has said that it has them, by the name that this process has. */
  private readonly kept = new Set<string>();
  private readonly left = new WeakSet<Connection>();
  private isScheduled = false;
  private isComplete = false;
  private completing = false;

  constructor(private readonly options: KeptConnectionsOptions) {}

  opened(connection: Connection): void {
    this.note(connection, true);
  }

  closed(connection: Connection): void {
    if (!this.left.has(connection)) this.ending.set(connection.facts.connectionId, connection);
  }

  disconnected(connection: Connection): void {
    const { connectionId } = connection.facts;
    this.ending.delete(connectionId);
    this.kept.delete(connectionId);
    this.note(connection, false);
  }

  /**
   * This process was declared dead: true when an heir ends the connection, or has ended it. What Redis never
   * had nobody else will end.
   */
  leave(connection: Connection): boolean {
    if (!this.kept.has(connection.facts.connectionId)) return false;
    this.left.add(connection);
    return true;
  }

  /** Redis knows nothing of them. */
  forgotten(): void {
    this.kept.clear();
    this.isComplete = false;
    void this.complete();
  }

  /**
   * What it knew may be lost: all are written anew behind the next sign of life. Until then it is taken to
   * have them: most often only the way there was cut, and heirs may be at them.
   */
  mistrust(): void {
    this.isComplete = false;
  }

  /** Redis is there: writes all when something is missing, and crosses off what should not be there. */
  async complete(): Promise<void> {
    if (this.isComplete || this.completing) return;
    this.completing = true;
    const { connections, processName, log } = this.options;
    const name = processName();
    try {
      this.isComplete = true;
      const ids = [...connections.all()].map(({ facts }) => facts.connectionId);
      ids.push(...this.ending.keys());
      for (let from = 0; from < ids.length && name === processName(); from += chunk) {
        const some = ids.slice(from, from + chunk).flatMap((id) => this.find(id) ?? []);
        await Promise.all(this.keep(name, some));
      }
      await this.crossOffStrays(name);
    } catch (error) {
      this.isComplete = false;
      log.debug('connections are not kept in redis', { error });
    } finally {
      this.completing = false;
    }
  }

  /** Resolves when Redis has what has changed so far, or is away. */
  async flush(): Promise<void> {
    const { link, names, processName } = this.options;
    const { changes } = this;
    this.changes = new Map();
    this.isScheduled = false;
    const name = processName();
    const opened = [...changes.values()].filter((connection) => connection !== null);
    const ended = [...changes].filter(([, connection]) => connection === null).map(([id]) => id);
    try {
      const written: Promise<unknown>[] = this.keep(name, opened);
      if (ended.length > 0) written.push(link.commands.hdel(names.connectionsOf(name), ...ended));
      await Promise.all(written);
    } catch {
      this.isComplete = false;
    }
  }

  private note(connection: Connection, isOpen: boolean): void {
    if (this.left.has(connection)) return;
    // Nothing gathers while Redis is away.
    if (!this.options.link.isReady || this.changes.size >= changesMax) {
      this.isComplete = false;
      return;
    }
    this.changes.set(connection.facts.connectionId, isOpen ? connection : null);
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => void this.flush());
  }

  /** Its `$disconnect` is not through, and nobody else's to deliver. */
  private find(id: string): Connection | undefined {
    const connection = this.options.connections.find(id) ?? this.ending.get(id);
    return connection === undefined || this.left.has(connection) ? undefined : connection;
  }

  /** Sent when this returns, in their order. */
  private keep(name: string, connections: readonly Connection[]): Promise<void>[] {
    const { link, names, seal, describe, processName } = this.options;
    const key = names.connectionsOf(name);
    const keepSome = async (some: readonly Connection[]): Promise<void> => {
      const fields = some.flatMap((connection) => [
        connection.facts.connectionId,
        seal.seal(Buffer.from(describe(connection)), key),
      ]);
      const isKept = await link.commands.eval(keepScript, 2, names.dead, key, name, keptMs, ...fields);
      if (isKept !== 1) throw new Error('declared dead');
      if (name !== processName()) return;
      for (const { facts } of some) if (this.find(facts.connectionId)) this.kept.add(facts.connectionId);
    };
    const writes: Promise<void>[] = [];
    for (let from = 0; from < connections.length; from += chunk) {
      writes.push(keepSome(connections.slice(from, from + chunk)));
    }
    return writes;
  }

  /** Redis may have come back with what it had some time ago. */
  private async crossOffStrays(name: string): Promise<void> {
    const { link, names } = this.options;
    const key = names.connectionsOf(name);
    const strays = (await link.commands.hkeys(key)).filter((id) => this.find(id) === undefined);
    for (let from = 0; from < strays.length; from += chunk) {
      await link.commands.hdel(key, ...strays.slice(from, from + chunk));
    }
  }
}
