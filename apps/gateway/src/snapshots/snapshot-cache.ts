import { canonicalJson } from '#libs/snapshot-format';
import type { ActiveSnapshot } from '../invocation/active-stage.js';
import type { ActivateSnapshot } from './activate-snapshot.js';
import { checkDigest, parseBody, type Checked } from './check-change.js';
import type { DocumentHandler } from './document-handler.js';
import type { LocalStore } from './local-store.js';

/**
 * Snapshots by digest. A snapshot is parsed and built only when a stage points to it; stages that point to
 * the same one, and a roll-back to one that still serves, share what was built. Built ones are held by the
 * stages alone, so they go when the last stage and the last running request let go of them.
 */
export class SnapshotCache {
  /** Bodies of the page that is being applied: not on disk yet. */
  private readonly arriving = new Map<string, string>();
  private readonly built = new Map<string, WeakRef<ActiveSnapshot>>();
  /** Characters of bodies that were built so far: what building costs, for whoever paces it. */
  private builtCharacters = 0;
  readonly handler: DocumentHandler;

  /** `isInUse`: whether a stage serves the snapshot. */
  constructor(
    private readonly store: LocalStore,
    private readonly activate: ActivateSnapshot,
    isInUse: (digest: string) => boolean,
  ) {
    this.handler = {
      kind: 'snapshot',
      after: [],
      names: null,
      isInUse,
      put: ({ name, body }) => {
        if (body === null) this.arriving.delete(name);
        else this.arriving.set(name, body);
        return null;
      },
    };
  }

  /** The page is on disk: from now on the store has its snapshots. */
  stored(): void {
    this.arriving.clear();
  }

  has(digest: string): boolean {
    return (
      this.built.get(digest)?.deref() !== undefined ||
      this.arriving.has(digest) ||
      this.store.get('snapshot', digest) !== undefined
    );
  }

  /** The bytes of a snapshot that serves, also when they are on disk no more. */
  bodyOf(digest: string): string | undefined {
    const present = this.built.get(digest)?.deref();
    return present && canonicalJson(present.document);
  }

  take(digest: string): Checked<ActiveSnapshot> {
    const present = this.built.get(digest)?.deref();
    if (present) return { ok: true, value: present };
    const body = this.arriving.get(digest) ?? this.store.get('snapshot', digest)?.body;
    if (body === undefined) return { ok: false, reason: `snapshot ${digest} is not known here` };
    this.builtCharacters += body.length;
    const built = this.build(digest, body);
    if (!built.ok) return { ok: false, reason: `snapshot ${digest}: ${built.reason}` };
    this.forgetCollected();
    this.built.set(digest, new WeakRef(built.value));
    return built;
  }

  /** It is on disk no more; requests that run on it keep it. */
  forget(digest: string): void {
    this.built.delete(digest);
  }

  /** Since it was asked last. */
  takeBuiltCharacters(): number {
    const characters = this.builtCharacters;
    this.builtCharacters = 0;
    return characters;
  }

  private build(digest: string, body: string): Checked<ActiveSnapshot> {
    // Checked again although it was on arrival: these bytes may come from a disk.
    const intact = checkDigest({ kind: 'snapshot', name: digest, digest, body });
    if (!intact.ok) return intact;
    const parsed = parseBody('snapshot', body);
    return parsed.ok ? this.activate(digest, parsed.value) : parsed;
  }

  private forgetCollected(): void {
    for (const [digest, reference] of this.built) if (!reference.deref()) this.built.delete(digest);
  }
}
