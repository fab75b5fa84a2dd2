import {
  feedStart,
  type DocumentBodies,
  type DocumentKind,
  type FeedChange,
  type FeedPage,
  type FeedPosition,
  type GatewaySeal,
  type RefusedDocument,
} from '#libs/snapshot-format';
import type { Logger } from '#libs/telemetry';
import { activateStage } from './active-stage.js';
import { checkArrival, parseBody } from './check-change.js';
import { ClientCertificates } from './client-certificates.js';
import { DocumentTable } from './document-table.js';
import type { LocalStore, RefusedChange } from './local-store.js';
import { SnapshotShelf } from './snapshot-shelf.js';
import { StageTable } from './stage-table.js';
import { VpcLinks } from './vpc-links.js';

/** Null: taken over. A text: refused, and why; what served before goes on serving. */
type Refusal = string | null;

/**
 * Takes documents over: checks one, builds beside what serves, swaps one reference, and only then puts it on disk as last good.
 * Requests that run keep the stage that they started with; the old version goes when the last of them ends. A document that
 * cannot be taken over is refused by itself: nothing else waits for it.
 */
export class Activation {
  readonly stages = new StageTable();
  readonly documents: DocumentTable;
  readonly vpcLinks = new VpcLinks();
  private readonly shelf: SnapshotShelf;
  readonly clientCertificates: ClientCertificates;
  private readonly refusals = new Map<string, RefusedChange>();

  constructor(
    private readonly store: LocalStore,
    seal: GatewaySeal,
    private readonly log: Logger,
  ) {
    this.documents = new DocumentTable(store);
    this.shelf = new SnapshotShelf(store);
    this.clientCertificates = new ClientCertificates(seal);
  }

  /**
   * Serves what is on disk. Changes refused by an earlier run are tried again: this release may understand them.
   * Returns the position to pull after; one that no feed knows when a document was damaged on disk, and all must come again.
   */
  async loadLastGood(): Promise<FeedPosition> {
    let pullAfter = this.store.position();
    for (const change of this.stored()) {
      const refusal = this.takeOver(change);
      if (refusal === null) continue;
      this.log.error('a stored document cannot be used and is pulled again', {
        kind: change.kind,
        name: change.name,
        reason: refusal,
      });
      pullAfter = { seq: pullAfter.seq, mark: 'damaged' };
    }
    await this.applyChanges(this.store.refused(), feedStart);
    return pullAfter;
  }

  /** Applies one page of the feed. Resolves when the page is on disk; only then may it be acknowledged. */
  apply(page: FeedPage): Promise<void> {
    return this.applyChanges(page.changes, { seq: page.upTo, mark: page.mark });
  }

  /**
   * Serves the generation that was put in place in the store: documents are taken over whatever their numbers, and what the generation does
   * not have goes. What cannot be taken over is refused; the one before goes on serving, and is kept on disk.
   */
  async reload(): Promise<void> {
    const before = this.store.reopen();
    this.stages.forgetNumbers();
    this.refusals.clear();
    for (const change of this.store.refused()) this.refusals.set(keyOf(change), change);
    const refused: RefusedChange[] = [];
    const seen = new Set(this.refusals.keys());
    for (const change of this.stored()) {
      seen.add(keyOf(change));
      const refusal = this.takeOver(change);
      if (refusal !== null) refused.push(this.refuse(change, refusal));
    }
    for (const gone of this.inMemory()) if (!seen.has(keyOf(gone))) this.takeOver(gone);
    this.documents.apiKeysReplaced();
    if (refused.length > 0) await this.store.keepLastGood(before, refused);
  }

  private async applyChanges(changes: readonly FeedChange[], position: FeedPosition): Promise<void> {
    const applied: FeedChange[] = [];
    const refused: RefusedChange[] = [];
    const putOff: FeedChange[] = [];
    let partOfStageCame = false;
    for (const change of changes) {
      if (this.mustStay(change)) {
        putOff.push(change);
        continue;
      }
      const refusal = this.takeOver(change);
      if (refusal === null) applied.push(change);
      else refused.push(this.refuse(change, refusal));
      if (refusal === null) this.refusals.delete(keyOf(change));
      if (refusal === null && isPartOfStage(change)) partOfStageCame = true;
    }
    if (partOfStageCame) applied.push(...this.retryStages());
    // Snapshots that the last stage has let go of by now.
    applied.push(...this.store.putOff().filter((deletion) => !this.mustStay(deletion)));
    await this.store.commit({ applied, refused, putOff }, position);
    this.shelf.stored();
    for (const { kind, name, body } of applied) {
      if (kind === 'api-key') this.documents.apiKeyStored(name, body === null);
    }
  }

  /** Everything that is refused at present. */
  refused(): RefusedDocument[] {
    return [...this.refusals.values()].map(({ seq, kind, name, reason }) => ({ seq, kind, name, reason }));
  }

  /** Stages that were refused for a snapshot or a client certificate that has come since. */
  private retryStages(): FeedChange[] {
    const taken = [...this.refusals.values()].filter(
      (change) => change.kind === 'stage' && this.takeOver(change) === null,
    );
    for (const change of taken) this.refusals.delete(keyOf(change));
    return taken;
  }

  private refuse(change: FeedChange, reason: string): RefusedChange {
    const refused = { ...change, reason };
    this.refusals.set(keyOf(change), refused);
    this.log.warn('refused a document; what served before goes on serving', {
      seq: change.seq,
      kind: change.kind,
      name: change.name,
      reason,
    });
    return refused;
  }

  /** The documents on disk that are kept in memory, what others need before those others. */
  private *stored(): Generator<FeedChange> {
    for (const kind of ['account', 'usage-plan', 'client-certificate', 'vpc-link', 'stage']) {
      for (const document of this.store.list(kind)) yield { ...document, kind };
    }
  }

  /** Deletions of everything that is in memory. */
  private *inMemory(): Generator<FeedChange> {
    const deletion = (kind: string, name: string) => ({ kind, name, seq: 1, digest: '', body: null });
    for (const { name } of [...this.stages.all()]) yield deletion('stage', name);
    for (const { kind, name } of this.documents.names()) yield deletion(kind, name);
    for (const id of this.clientCertificates.ids()) yield deletion('client-certificate', id);
    for (const id of this.vpcLinks.ids()) yield deletion('vpc-link', id);
  }

  /** A snapshot that a stage still serves stays on disk even when it was deleted upstream: a restart must find it. */
  private mustStay({ kind, name, body }: FeedChange): boolean {
    if (kind !== 'snapshot' || body !== null) return false;
    for (const stage of this.stages.all()) if (stage.snapshot.digest === name) return true;
    return false;
  }

  private takeOver(change: FeedChange): Refusal {
    const kind = checkArrival(change);
    if (!kind.ok) return kind.reason;
    try {
      switch (kind.value) {
        case 'snapshot':
          this.shelf.put(change.name, change.body);
          return null;
        case 'stage':
          return this.takeOverStage(change);
        case 'usage-plan':
          return withBody('usage-plan', change, (plan) => this.documents.putUsagePlan(change.name, plan));
        case 'account':
          return withBody('account', change, (account) => this.documents.putAccount(change.name, account));
        case 'client-certificate':
          return withBody('client-certificate', change, (certificate) =>
            this.clientCertificates.put(change.name, certificate),
          );
        case 'vpc-link':
          return withBody('vpc-link', change, (link) => this.vpcLinks.put(change.name, link));
        case 'quota':
          return withBody('quota', change, (quota) =>
            this.documents.quotaChanged(change.name, quota === null),
          );
        case 'api-key':
          // Kept on disk only; see `apiKeyStored`.
          return withBody('api-key', change, () => undefined);
      }
    } catch (error) {
      this.log.error('building a document failed', { kind: change.kind, name: change.name, error });
      return `building it failed: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  private takeOverStage(change: FeedChange): Refusal {
    if (!this.stages.isNewer(change.name, change.seq)) return null;
    return withBody('stage', change, (document) => {
      if (!document) return this.stages.delete(change.name, change.seq);
      if (change.name !== `${document.restApiId}/${document.stageName}`)
        return 'it is named after another stage';
      const snapshot = this.shelf.take(document.snapshotDigest);
      if (!snapshot.ok) return snapshot.reason;
      if (snapshot.value.document.restApiId !== document.restApiId) return 'its snapshot is of another API';
      const certificateId = document.clientCertificateId ?? null;
      const certificate = certificateId === null ? null : this.clientCertificates.get(certificateId);
      if (certificate === undefined) return `client certificate ${certificateId} is not known here`;
      this.stages.put(activateStage(document, snapshot.value, certificate), change.seq);
    });
  }
}

function isPartOfStage({ kind }: FeedChange): boolean {
  return kind === 'snapshot' || kind === 'client-certificate';
}

function withBody<K extends DocumentKind>(
  kind: K,
  change: FeedChange,
  use: (body: DocumentBodies[K] | null) => string | null | void,
): Refusal {
  if (change.body === null) return use(null) ?? null;
  const parsed = parseBody(kind, change.body);
  return parsed.ok ? (use(parsed.value) ?? null) : parsed.reason;
}

function keyOf(change: { readonly kind: string; readonly name: string }): string {
  return `${change.kind}/${change.name}`;
}
