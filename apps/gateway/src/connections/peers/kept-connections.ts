import type { Logger } from '#libs/telemetry';
import { processNameIn } from '../connection-id.js';
import type { Connection } from '../connection.js';
import type { Connections, ConnectionWatcher } from '../connections.js';
import type { PeerLink } from './peer-link.js';
import type { PeerNames } from './peer-names.js';
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
 * written in the turn behind their opening and their end, and never waited for. What could not be written is
 * made up for when Redis is back.
 */
export class KeptConnections implements ConnectionWatcher {
  private changes = new Map<string, Connection | null>();
  private isScheduled = false;
  private isComplete = false;
  private completing = false;

  constructor(private readonly options: KeptConnectionsOptions) {}

  opened(connection: Connection): void {
    this.note(connection.facts.connectionId, connection);
  }

  disconnected({ facts }: Connection): void {
    this.note(facts.connectionId, null);
  }

  /** Redis knows nothing of them. */
  forgotten(): void {
    this.isComplete = false;
    void this.complete();
  }

  /** What it knew may be lost: all are written anew behind the next sign of life. */
  mistrust(): void {
    this.isComplete = false;
  }

  /** Redis is there: writes all when something is missing. */
  async complete(): Promise<void> {
    if (this.isComplete || this.completing) return;
    this.completing = true;
    const { link, names, connections, processName, log } = this.options;
    const name = processName();
    const key = names.connectionsOf(name);
    try {
      this.isComplete = true;
      await link.commands.del(key);
      const ids = [...connections.all()].map(({ facts }) => facts.connectionId);
      for (let from = 0; from < ids.length && name === processName(); from += chunk) {
        const fields: (string | Buffer)[] = [];
        for (const id of ids.slice(from, from + chunk)) {
          const open = connections.find(id);
          if (open !== undefined && processNameIn(id) === name) fields.push(id, this.sealed(key, open));
        }
        if (fields.length > 0) await link.commands.hset(key, ...fields);
      }
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
    const key = names.connectionsOf(name);
    const opened: (string | Buffer)[] = [];
    const ended: string[] = [];
    for (const [id, connection] of changes) {
      // Those under a former name are another's to end.
      if (processNameIn(id) !== name) continue;
      if (connection) opened.push(id, this.sealed(key, connection));
      else ended.push(id);
    }
    try {
      const written: Promise<unknown>[] = [];
      if (opened.length > 0) {
        written.push(link.commands.hset(key, ...opened), link.commands.pexpire(key, keptMs));
      }
      if (ended.length > 0) written.push(link.commands.hdel(key, ...ended));
      await Promise.all(written);
    } catch {
      this.isComplete = false;
    }
  }

  private note(id: string, connection: Connection | null): void {
    // Nothing gathers while Redis is away.
    if (!this.options.link.isReady || this.changes.size >= changesMax) {
      this.isComplete = false;
      return;
    }
    this.changes.set(id, connection);
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => void this.flush());
  }

  private sealed(key: string, connection: Connection): Buffer {
    const { seal, describe } = this.options;
    return seal.seal(Buffer.from(describe(connection)), key);
  }
}
