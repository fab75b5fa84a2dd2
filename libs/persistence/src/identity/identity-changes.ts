import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../database/database.js';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

const channel = 'tollgate_identity';
/** Who listens is counted again so often, in case one of them has gone. */
const COUNT_AGAIN_MS = 50;

/** A change of who may call what, on its way to every process that remembers such. */
export interface IdentityChange {
  /** In the transaction of the change. */
  announce(uow: UnitOfWork): Promise<void>;
  /**
   * After its commit: resolves when every process has forgotten what it remembered, or when what it
   * remembers has expired by itself, one that hears nothing included. Never rejects.
   */
  heardByAll(): Promise<void>;
  /** Instead of that, when nothing was committed. */
  abandon(): void;
}

/** Tells all processes on this database of changes, and hears of theirs. */
export interface IdentityChanges {
  begin(): IdentityChange;
  /** Who else remembers something is called too, as long as the process runs. */
  onChange(forget: () => void): void;
  stop(): Promise<void>;
}

/**
 * Starts to hear of changes. `onChange` forgets what is remembered; it is called for every change of any
 * process, and whenever some may have been missed. What it forgets must expire by itself within
 * `rememberedMs`.
 *
 * A process says that it has heard by a notification of its own; how many there are is what Postgres knows of
 * who listens, so that one that died is not waited for.
 */
export async function createIdentityChanges(options: {
  readonly database: Database;
  readonly onChange: () => void;
  readonly rememberedMs: number;
}): Promise<IdentityChanges> {
  const { database, rememberedMs } = options;
  const remembering = [options.onChange];
  const onChange = (): void => remembering.forEach((forget) => forget());
  /** Changes of this process that are waited for, and who is called when one more process has heard. */
  const waiting = new Map<string, () => void>();

  const stop = await database.listen(channel, (payload) => {
    const [what, id] = payload.split(' ');
    if (what === 'heard') return waiting.get(id ?? '')?.();
    onChange();
    if (id !== undefined) database.read((uow) => notify(uow, `heard ${id}`)).catch(() => undefined);
  });

  async function awaitHeard(heardOf: () => number, more: () => Promise<void>): Promise<void> {
    const giveUpAt = performance.now() + rememberedMs;
    while (performance.now() < giveUpAt) {
      const processes = await database.read(listeners).catch(() => Infinity);
      if (heardOf() >= processes) return;
      const pause = Math.min(COUNT_AGAIN_MS, giveUpAt - performance.now());
      await Promise.race([more(), delay(pause, undefined, { ref: false })]);
    }
  }

  return {
    begin: () => {
      const id = randomUUID();
      let heard = 0;
      let wake = (): void => undefined;
      const more = (): Promise<void> => new Promise((resolve) => (wake = resolve));
      return {
        announce: async (uow) => {
          waiting.set(id, () => {
            heard += 1;
            wake();
          });
          await notify(uow, `changed ${id}`);
        },
        heardByAll: async () => {
          // This process needs no notification.
          onChange();
          await awaitHeard(() => heard, more);
          waiting.delete(id);
        },
        abandon: () => void waiting.delete(id),
      };
    },
    onChange: (forget) => void remembering.push(forget),
    stop,
  };
}

async function notify(uow: UnitOfWork, payload: string): Promise<void> {
  await query(uow, 'SELECT pg_notify($1, $2)', [channel, payload]);
}

/** How many processes listen; by the name that `listenOn` gives to its connections. */
async function listeners(uow: UnitOfWork): Promise<number> {
  const [row] = await query<{ count: number }>(
    uow,
    `SELECT count(*)::integer AS count FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = $1`,
    [`tollgate listen ${channel}`],
  );
  return row?.count ?? 0;
}
