import { CREDENTIALS_REMEMBERED_MS, type Database } from '#libs/persistence';
import { readHolder, type PolicyHolder } from './policies-of.js';

const ENTRIES_MAX = 1000;

/** Injection token of the process's `HolderCache`. */
export const HOLDERS = Symbol('policies of users and roles');

/** What users and roles may do, mostly without asking the database. */
export interface HolderCache {
  /** By the id of the user or the role. */
  find(id: string): PolicyHolder | undefined | Promise<PolicyHolder | undefined>;
  /** Something has changed: what is remembered, and what is being read now, counts no more. */
  forget(): void;
}

/** Remembers as long as credentials are remembered, and forgets when they are forgotten. */
export function createHolderCache(options: {
  readonly database: Database;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}): HolderCache {
  const { database, now } = options;
  const found = new Map<string, { holder: PolicyHolder; untilMs: number }>();
  let changes = 0;

  async function load(id: string): Promise<PolicyHolder | undefined> {
    const changesBefore = changes;
    const untilMs = now() + CREDENTIALS_REMEMBERED_MS;
    // All of it at one moment: a policy that moves from one place to another is never nowhere.
    const holder = await database.readConsistently((uow) => readHolder(uow, id));
    if (changes !== changesBefore) return holder;
    found.delete(id);
    if (!holder) return undefined;
    if (found.size >= ENTRIES_MAX) found.clear();
    found.set(id, { holder, untilMs });
    return holder;
  }

  return {
    find: (id) => {
      const known = found.get(id);
      return known && known.untilMs > now() ? known.holder : load(id);
    },
    forget: () => {
      changes += 1;
      found.clear();
    },
  };
}
