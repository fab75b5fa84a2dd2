import { refusedMax, type DocumentKind, type FeedChange, type RefusedDocument } from '#libs/snapshot-format';
import type { RefusedChange } from './local-store.js';

/** What is refused at present, in the order of refusal. A newer release may publish a million documents that this one cannot read. */
export class RefusedDocuments {
  private readonly byKey = new Map<string, RefusedChange>();

  /** `retried`: kinds that are tried again without being published again; the bodies of all others are on disk alone. */
  constructor(private readonly retried: ReadonlySet<string>) {}

  get count(): number {
    return this.byKey.size;
  }

  add(change: RefusedChange): void {
    const isRetried = this.retried.has(change.kind);
    this.byKey.set(keyOf(change), isRetried ? change : { ...change, body: null });
  }

  delete(change: { readonly kind: string; readonly name: string }): void {
    this.byKey.delete(keyOf(change));
  }

  clear(): void {
    this.byKey.clear();
  }

  has(change: { readonly kind: string; readonly name: string }): boolean {
    return this.byKey.has(keyOf(change));
  }

  /** Of a kind that is retried. */
  of(kind: DocumentKind): readonly FeedChange[] {
    return [...this.byKey.values()].filter((change) => change.kind === kind);
  }

  /** Those that a report lists: stages before all others, since it is they that somebody waits for, and of each the newest first. */
  listed(): RefusedDocument[] {
    const stages: RefusedDocument[] = [];
    const others: RefusedDocument[] = [];
    for (const { seq, kind, name, reason } of this.byKey.values()) {
      (kind === 'stage' ? stages : others).push({ seq, kind, name, reason });
    }
    return [...stages.reverse(), ...others.reverse()].slice(0, refusedMax);
  }
}

function keyOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind}/${name}`;
}
