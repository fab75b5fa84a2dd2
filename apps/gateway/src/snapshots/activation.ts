import {
  feedStart,
  snapshotsOf,
  type DocumentKind,
  type FeedChange,
  type FeedPage,
  type FeedPosition,
  type GatewaySeal,
  type RefusedDocument,
} from '#libs/snapshot-format';
import { unquotedMessage, type Logger } from '#libs/telemetry';
import type { ActivateSnapshot } from './activate-snapshot.js';
import type { AuditHeads } from './audit-heads.js';
import { checkArrival } from './check-change.js';
import type { CaptureDocuments } from './capture-documents.js';
import { AcmeChallenges } from './acme-challenges.js';
import type { Certificates } from './certificates.js';
import { ClientCertificates } from './client-certificates.js';
import type { DeniedIdentityDocuments } from './denied-identity-documents.js';
import type { DomainDocuments } from './domain-documents.js';
import { inOrder, type DocumentHandler, type Refusal } from './document-handler.js';
import { DocumentTable } from './document-table.js';
import type { IdentityDocuments } from './identity-documents.js';
import { KeptSnapshots } from './kept-snapshots.js';
import type { LocalStore, RefusedChange } from './local-store.js';
import { Pace } from './pace.js';
import { RefusedDocuments } from './refused-documents.js';
import { SnapshotCache } from './snapshot-cache.js';
import { stageHandler, type StageHandlerOptions } from './stage-handler.js';
import { StageTable } from './stage-table.js';
import { snapshotsNamedIn } from './store-generation.js';
import { VpcLinks } from './vpc-links.js';

/** Refusals of one page that are logged one by one. */
const refusalsLogged = 20;

export interface ActivationOptions extends StageHandlerOptions {
  readonly store: LocalStore;
  /** The tables that requests read; filled here. */
  readonly stages: StageTable;
  readonly documents: DocumentTable;
  readonly vpcLinks: VpcLinks;
  readonly identity: IdentityDocuments;
  readonly deniedIdentities: DeniedIdentityDocuments;
  readonly auditHeads: AuditHeads;
  readonly captures: CaptureDocuments;
  readonly certificates: Certificates;
  readonly domains: DomainDocuments;
  readonly seal: GatewaySeal;
  readonly activateSnapshot: ActivateSnapshot;
  readonly log: Logger;
  /** How many snapshots that no stage names are kept. */
  readonly keptSnapshots: number;
  readonly pace?: Pace;
}

/**
 * Takes documents over: checks one, builds beside what serves, swaps one reference, and only then puts it on
 * disk as last good. Requests that run keep the stage that they started with; the old version goes when the
 * last of them ends. A document that cannot be taken over is refused by itself: nothing else waits for it.
 */
export class Activation {
  readonly stages: StageTable;
  private readonly documents: DocumentTable;
  readonly clientCertificates: ClientCertificates;
  readonly acmeChallenges = new AcmeChallenges();
  private readonly store: LocalStore;
  private readonly log: Logger;
  private readonly snapshots: SnapshotCache;
  private readonly kept: KeptSnapshots;
  private readonly pace: Pace;
  private readonly handlers: Readonly<Record<DocumentKind, DocumentHandler>>;
  private readonly ordered: readonly DocumentHandler[];
  private readonly refusals: RefusedDocuments;

  constructor(options: ActivationOptions) {
    const { store, stages, documents, log } = options;
    this.store = store;
    this.log = log;
    this.pace = options.pace ?? new Pace();
    this.stages = stages;
    this.documents = documents;
    this.clientCertificates = new ClientCertificates(options.seal);
    this.snapshots = new SnapshotCache(store, options.activateSnapshot, (digest) => stages.serves(digest));
    this.kept = new KeptSnapshots(store, options.keptSnapshots);
    // Every kind there is, one line each: a kind without a handler does not compile, one that is not here is
    // refused.
    this.handlers = {
      ...documents.handlers,
      'client-certificate': this.clientCertificates.handler,
      'vpc-link': options.vpcLinks.handler,
      ...options.identity.handlers,
      'denied-identity': options.deniedIdentities.handler,
      'audit-head': options.auditHeads.handler,
      capture: options.captures.handler,
      certificate: options.certificates.handler,
      'acme-challenge': this.acmeChallenges.handler,
      domain: options.domains.handler,
      snapshot: this.snapshots.handler,
      stage: stageHandler(stages, this.snapshots, this.clientCertificates, options),
    };
    this.ordered = inOrder(this.handlers);
    const retried = this.ordered.filter(({ after }) => after.length > 0).map(({ kind }) => kind);
    this.refusals = new RefusedDocuments(new Set(retried));
  }

  /**
   * Serves what is on disk. Changes refused by an earlier run are tried again: this release may understand
   * them. Returns the position to pull after; one that no feed knows when a document was damaged on disk, and
   * all must come again.
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
    await this.applyChanges(this.store.refused(), feedStart, { mayFetch: false });
    this.kept.reload();
    return pullAfter;
  }

  /**
   * Applies one page of the feed. Resolves when the page is on disk; only then may it be acknowledged.
   * Rejects, with nothing but whole documents taken over, when what a document needs cannot be asked for: the
   * page may be applied again.
   */
  async apply(page: FeedPage): Promise<void> {
    await this.applyChanges(page.changes, { seq: page.upTo, mark: page.mark });
    if (page.oldest === undefined) return;
    // A reader of the feed from before this must start over: nobody needs to know any more what was deleted
    // there.
    this.stages.forgetDeletedBefore(page.oldest);
    await this.store.forgetDeletedBefore(page.oldest);
  }

  /**
   * Serves the generation that was put in place in the store: documents are taken over whatever their
   * numbers, and what the generation does not have goes. What cannot be taken over is refused; the one before
   * goes on serving, and is kept on disk.
   */
  async reload(): Promise<void> {
    const before = this.store.reopen();
    this.stages.forgetNumbers();
    this.refusals.clear();
    for (const change of this.store.refused()) this.refusals.add(change);
    const refused: RefusedChange[] = [];
    const seen = new Map(this.ordered.map(({ kind }) => [kind as string, new Set<string>()]));
    for (const change of this.stored()) {
      seen.get(change.kind)?.add(change.name);
      const refusal = this.takeOver(change);
      if (refusal !== null) refused.push(this.refuse(change, refusal));
      await this.worked(change);
    }
    for (const { kind, names } of this.ordered.toReversed()) {
      for (const name of names === null ? [] : [...names()]) {
        if (seen.get(kind)?.has(name) || this.refusals.has({ kind, name })) continue;
        this.takeOver({ kind, name, seq: 1, digest: '', body: null });
      }
    }
    for (const { replaced } of this.ordered) replaced?.();
    this.logRefused(refused);
    if (refused.length > 0) await this.store.keepLastGood(before, refused);
    this.kept.reload();
    await this.trimSnapshots();
  }

  /** What is refused at present: how many, and as many of them as a report may list. */
  refused(): { readonly refused: readonly RefusedDocument[]; readonly refusedCount: number } {
    return { refused: this.refusals.listed(), refusedCount: this.refusals.count };
  }

  /**
   * `mayFetch`: whether the control plane may be asked for what is missing. Whoever starts must not wait for
   * it.
   */
  private async applyChanges(
    changes: readonly FeedChange[],
    position: FeedPosition,
    { mayFetch = true } = {},
  ): Promise<void> {
    const applied: FeedChange[] = [];
    const refused: RefusedChange[] = [];
    const putOff: FeedChange[] = [];
    for (const change of changes) {
      const handler = this.handlerOf(change);
      if (change.body === null && handler?.isInUse?.(change.name)) {
        putOff.push(change);
        continue;
      }
      for (const needed of (mayFetch && (await handler?.prepare?.(change))) || []) {
        if (this.takeOver(needed) === null) applied.push(needed);
      }
      const refusal = this.takeOver(change);
      if (refusal === null) applied.push(change);
      else refused.push(this.refuse(change, refusal));
      if (refusal === null) this.refusals.delete(change);
      await this.worked(change);
    }
    applied.push(...this.retry(new Set(applied.map(({ kind }) => kind))));
    // What the last stage has let go of by now.
    applied.push(
      ...this.store.putOff().filter((deletion) => !this.handlerOf(deletion)?.isInUse?.(deletion.name)),
    );
    this.logRefused(refused);
    const bodyOf = (digest: string): string | undefined => this.snapshots.bodyOf(digest);
    await this.store.commit({ applied, refused, putOff, bodyOf }, position);
    this.snapshots.stored();
    for (const change of applied) {
      this.handlerOf(change)?.stored?.(change.name, change.body === null);
      if (change.kind === 'snapshot') this.kept.note(change);
    }
    await this.trimSnapshots();
  }

  /** Documents that were refused for what has come since. */
  private retry(came: ReadonlySet<string>): FeedChange[] {
    return this.ordered.flatMap(({ kind, after }) => {
      if (!after.some((needed) => came.has(needed))) return [];
      const taken = this.refusals.of(kind).filter((change) => this.takeOver(change) === null);
      for (const change of taken) this.refusals.delete(change);
      return taken;
    });
  }

  private refuse(change: FeedChange, reason: string): RefusedChange {
    const refused = { ...change, reason };
    this.refusals.add(refused);
    return refused;
  }

  private logRefused(refused: readonly RefusedChange[]): void {
    for (const { seq, kind, name, reason } of refused.slice(0, refusalsLogged)) {
      const what = { seq, kind, name, reason };
      this.log.warn('refused a document; what served before goes on serving', what);
    }
    if (refused.length > refusalsLogged) {
      this.log.warn('refused more documents', { more: refused.length - refusalsLogged });
    }
  }

  /** The documents on disk that are kept in memory, what others need before those others. */
  private *stored(): Generator<FeedChange> {
    for (const { kind, names } of this.ordered) {
      if (names === null) continue;
      for (const document of this.store.list(kind)) yield { ...document, kind };
    }
  }

  private async trimSnapshots(): Promise<void> {
    for (const digest of await this.kept.trim(() => this.namedSnapshots())) this.snapshots.forget(digest);
  }

  private namedSnapshots(): ReadonlySet<string> {
    const named = new Set([...this.stages.all()].flatMap(({ document }) => snapshotsOf(document)));
    for (const { body } of this.refusals.of('stage')) {
      for (const digest of body === null ? [] : snapshotsNamedIn(body)) named.add(digest);
    }
    return named;
  }

  private takeOver(change: FeedChange): Refusal {
    const kind = checkArrival(change);
    if (!kind.ok) return kind.reason;
    try {
      return this.handlers[kind.value].put(change);
    } catch (error) {
      this.log.error('building a document failed', { kind: change.kind, name: change.name, error });
      return `building it failed: ${unquotedMessage(error)}`;
    }
  }

  private handlerOf({ kind }: { readonly kind: string }): DocumentHandler | undefined {
    return Object.hasOwn(this.handlers, kind) ? this.handlers[kind as DocumentKind] : undefined;
  }

  private worked({ body }: FeedChange): Promise<void> {
    return this.pace.worked((body?.length ?? 0) + this.snapshots.takeBuiltCharacters());
  }
}
