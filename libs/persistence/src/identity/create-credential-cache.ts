import type { Database } from '../database/database.js';
import type { Sealer } from '../installation/sealer.js';
import { credentials, type Credential } from './credentials.js';

const ENTRIES_MAX = 1000;

/**
 * Finds credentials by access key id and remembers those found, so that a signed call costs no query. One
 * that was disabled is forgotten after `rememberMs` at the latest. Unknown ids are never remembered: they
 * come from anyone.
 */
export function createCredentialCache(options: {
  readonly database: Database;
  readonly sealer: Sealer;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly rememberMs?: number;
}): (accessKeyId: string) => Credential | undefined | Promise<Credential | undefined> {
  const { database, sealer, now, rememberMs = 5_000 } = options;
  const found = new Map<string, { credential: Credential; untilMs: number }>();

  async function load(accessKeyId: string): Promise<Credential | undefined> {
    const credential = await database.read((uow) => credentials.find(uow, sealer, accessKeyId));
    found.delete(accessKeyId);
    if (!credential) return undefined;
    if (found.size >= ENTRIES_MAX) found.clear();
    found.set(accessKeyId, { credential, untilMs: now() + rememberMs });
    return credential;
  }

  return (accessKeyId) => {
    const known = found.get(accessKeyId);
    return known && known.untilMs > now() ? known.credential : load(accessKeyId);
  };
}
