import { activateSnapshot, type ActiveSnapshot } from './active-snapshot.js';
import { checkDigest, parseBody, type Checked } from './check-change.js';
import type { LocalStore } from './local-store.js';

/**
 * Snapshots by digest. A snapshot is parsed and built only when a stage points to it; stages that point to the same one, and a
 * roll-back to one that still serves, share what was built. Built ones are held by the stages alone, so they go when the last
 * stage and the last running request let go of them.
 */
export class SnapshotShelf {
  /** Bodies of the page that is being applied: not on disk yet. */
  private readonly arriving = new Map<string, string>();
  private readonly built = new Map<string, WeakRef<ActiveSnapshot>>();

  constructor(private readonly store: LocalStore) {}

  put(digest: string, body: string | null): void {
    if (body === null) this.arriving.delete(digest);
    else this.arriving.set(digest, body);
  }

  /** The page is on disk: from now on the store has its snapshots. */
  stored(): void {
    this.arriving.clear();
  }

  take(digest: string): Checked<ActiveSnapshot> {
    const present = this.built.get(digest)?.deref();
    if (present) return { ok: true, value: present };
    const body = this.arriving.get(digest) ?? this.store.get('snapshot', digest)?.body;
    if (body === undefined) return { ok: false, reason: `snapshot ${digest} is not known here` };
    const built = build(digest, body);
    if (!built.ok) return { ok: false, reason: `snapshot ${digest}: ${built.reason}` };
    this.forgetCollected();
    this.built.set(digest, new WeakRef(built.value));
    return built;
  }

  private forgetCollected(): void {
    for (const [digest, reference] of this.built) if (!reference.deref()) this.built.delete(digest);
  }
}

function build(digest: string, body: string): Checked<ActiveSnapshot> {
  // Checked again although it was on arrival: these bytes may come from a disk.
  const intact = checkDigest({ kind: 'snapshot', name: digest, digest, body });
  if (!intact.ok) return intact;
  const parsed = parseBody('snapshot', body);
  return parsed.ok ? activateSnapshot(digest, parsed.value) : parsed;
}
