import { refusedMax, type DocumentKind, type FeedChange, type RefusedDocument } from '#libs/snapshot-format';
import type { RefusedChange } from './local-store.js';

/**
 * What is refused at present. A newer release may publish a million documents that this one cannot read: most
 * are known by name alone.
 */
export class RefusedDocuments {
  /** Of kinds that are tried again without being published again: whole. */
  private readonly retried = new Map<string, RefusedChange>();
  /** Of all others, whose bodies are on disk; beyond what a report lists, null. */
  private readonly others = new Map<string, RefusedDocument | null>();

  constructor(private readonly retriedKinds: ReadonlySet<string>) {}

  get count(): number {
    return this.retried.size + this.others.size;
  }

  add(change: RefusedChange): void {
    const key = keyOf(change);
    if (this.retriedKinds.has(change.kind)) {
      // Behind all others, as the newest.
      this.retried.delete(key);
      this.retried.set(key, change);
      return;
    }
    const { seq, kind, name, reason } = change;
    const isListed = this.others.size < refusedMax || this.others.get(key);
    this.others.set(key, isListed ? { seq, kind, name, reason } : null);
  }

  delete(change: { readonly kind: string; readonly name: string }): void {
    const key = keyOf(change);
    this.retried.delete(key);
    this.others.delete(key);
  }

  clear(): void {
    this.retried.clear();
    this.others.clear();
  }

  has(change: { readonly kind: string; readonly name: string }): boolean {
    const key = keyOf(change);
    return this.retried.has(key) || this.others.has(key);
  }

  /** Of a kind that is retried. */
  of(kind: DocumentKind): readonly FeedChange[] {
    return [...this.retried.values()].filter((change) => change.kind === kind);
  }

  /**
   * Those that a report lists: stages before all others, since it is they that somebody waits for, the newest
   * first.
   */
  listed(): RefusedDocument[] {
    const listed: RefusedDocument[] = [];
    for (const { seq, kind, name, reason } of [...this.retried.values()].reverse()) {
      if (listed.push({ seq, kind, name, reason }) === refusedMax) return listed;
    }
    for (const refused of this.others.values()) {
      if (refused && listed.push(refused) === refusedMax) return listed;
    }
    return listed;
  }
}

function keyOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}/${name}`;
}
