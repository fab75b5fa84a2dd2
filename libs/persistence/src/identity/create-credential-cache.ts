import type { Database } from '../database/database.js';
import type { Sealer } from '../installation/sealer.js';
import { credentials, type Credential } from './credentials.js';

const ENTRIES_MAX = 1000;

/**
 * What a credential is remembered for: that long after a change nobody signs by what was before, whether the
 * change was heard of or not.
 */
export const CREDENTIALS_REMEMBERED_MS = 1_000;

/** Finds credentials, mostly without asking the database. */
export interface CredentialCache {
  find(accessKeyId: string): Credential | undefined | Promise<Credential | undefined>;
  /** Something has changed: what is remembered, and what is being read now, counts no more. */
  forget(): void;
}

/**
 * Remembers those found, so that a signed call costs no query. Unknown ids are never remembered: they come
 * from anyone.
 */
export function createCredentialCache(options: {
  readonly database: Database;
  readonly sealer: Sealer;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}): CredentialCache {
  const { database, sealer, now } = options;
  const found = new Map<string, { credential: Credential; untilMs: number }>();
  let changes = 0;

  async function load(accessKeyId: string): Promise<Credential | undefined> {
    const changesBefore = changes;
    // From before it was read: it may have changed as soon as it was.
    const untilMs = now() + CREDENTIALS_REMEMBERED_MS;
    const credential = await database.read((uow) => credentials.find(uow, sealer, accessKeyId));
    if (changes !== changesBefore) return credential;
    found.delete(accessKeyId);
    if (!credential) return undefined;
    if (found.size >= ENTRIES_MAX) found.clear();
    found.set(accessKeyId, { credential, untilMs });
    return credential;
  }

  return {
    find: (accessKeyId) => {
      const known = found.get(accessKeyId);
      return known && known.untilMs > now() ? known.credential : load(accessKeyId);
    },
    forget: () => {
      changes += 1;
      found.clear();
    },
  };
}
