import { snapshotsOf, type FeedChange, type StageDocument } from '#libs/snapshot-format';
import type { ActiveSnapshot } from '../invocation/active-stage.js';
import type { ResponseStore } from '../invocation/response-cache/response-store.js';
import { noWebAcls, type WebAcls } from '../invocation/web-acl.js';
import { activateStage } from './activate-stage.js';
import { parseBody, type Checked } from './check-change.js';
import type { ClientCertificates } from './client-certificates.js';
import { handlerOf, type DocumentHandler, type Refusal } from './document-handler.js';
import type { SnapshotCache } from './snapshot-cache.js';
import type { StageTable } from './stage-table.js';

/** Gets a snapshot that is not here; null when the control plane does not have it either. */
export type FetchSnapshot = (digest: string) => Promise<FeedChange | null>;

export interface StageHandlerOptions {
  readonly fetchSnapshot: FetchSnapshot;
  /** Whether spans of requests are exported by this process; by default not. */
  readonly exportsSpans?: boolean;
  /** Where responses are kept; by default nowhere. */
  readonly responseStore?: ResponseStore | null;
  /** Asks the web ACLs of stages; by default there is nobody to ask. */
  readonly webAcls?: WebAcls;
}

/** Joins a stage to its snapshots and its certificate, and puts it in the place of the one before. */
export function stageHandler(
  stages: StageTable,
  snapshots: SnapshotCache,
  certificates: ClientCertificates,
  { fetchSnapshot, exportsSpans = false, responseStore = null, webAcls = noWebAcls }: StageHandlerOptions,
): DocumentHandler {
  const take = ({ restApiId }: StageDocument, digest: string): Checked<ActiveSnapshot> => {
    const taken = snapshots.take(digest);
    return taken.ok && taken.value.document.restApiId !== restApiId
      ? { ok: false, reason: 'its snapshot is of another API' }
      : taken;
  };
  const put = (name: string, document: StageDocument | null, seq: number): Refusal => {
    if (!stages.isNewer(name, seq)) return null;
    if (!document) {
      stages.delete(name, seq);
      responseStore?.close(name);
      return null;
    }
    if (name !== `${document.restApiId}/${document.stageName}`) return 'it is named after another stage';
    const snapshot = take(document, document.snapshotDigest);
    if (!snapshot.ok) return snapshot.reason;
    const canarySnapshot = document.canary ? take(document, document.canary.snapshotDigest) : noCanary;
    if (!canarySnapshot.ok) return `canary: ${canarySnapshot.reason}`;
    const certificateId = document.clientCertificateId ?? null;
    const certificate = certificateId === null ? null : certificates.get(certificateId);
    if (certificate === undefined) return `client certificate ${certificateId} is not known here`;
    const parts = { snapshot: snapshot.value, canarySnapshot: canarySnapshot.value };
    const given = { ...parts, clientCertificate: certificate, exportsSpans, responseStore, webAcls };
    stages.put(activateStage(document, given), seq);
    if (document.cache === undefined) responseStore?.close(name);
    return null;
  };
  return handlerOf('stage', {
    after: ['snapshot', 'client-certificate'],
    names: () => [...stages.all()].map(({ name }) => name),
    put,
    // A roll-back to a snapshot that was not kept: the page waits for it, and the stage before serves until
    // it is here whole.
    async prepare({ body }) {
      const document = body === null ? null : parseBody('stage', body);
      const needed = document?.ok ? snapshotsOf(document.value) : [];
      const missing = [...new Set(needed)].filter((digest) => !snapshots.has(digest));
      const fetched = await Promise.all(missing.map((digest) => fetchSnapshot(digest)));
      return fetched.filter((change) => change !== null);
    },
  });
}

const noCanary = { ok: true, value: null } as const;
