import type { FeedChange, StageDocument } from '#libs/snapshot-format';
import { activateStage } from './activate-stage.js';
import { parseBody } from './check-change.js';
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
}

/** Joins a stage to its snapshot and its certificate, and puts it in the place of the one before. */
export function stageHandler(
  stages: StageTable,
  snapshots: SnapshotCache,
  certificates: ClientCertificates,
  { fetchSnapshot, exportsSpans = false }: StageHandlerOptions,
): DocumentHandler {
  const put = (name: string, document: StageDocument | null, seq: number): Refusal => {
    if (!stages.isNewer(name, seq)) return null;
    if (!document) {
      stages.delete(name, seq);
      return null;
    }
    if (name !== `${document.restApiId}/${document.stageName}`) return 'it is named after another stage';
    const snapshot = snapshots.take(document.snapshotDigest);
    if (!snapshot.ok) return snapshot.reason;
    if (snapshot.value.document.restApiId !== document.restApiId) return 'its snapshot is of another API';
    const certificateId = document.clientCertificateId ?? null;
    const certificate = certificateId === null ? null : certificates.get(certificateId);
    if (certificate === undefined) return `client certificate ${certificateId} is not known here`;
    stages.put(activateStage(document, snapshot.value, certificate, exportsSpans), seq);
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
      if (!document?.ok || snapshots.has(document.value.snapshotDigest)) return [];
      const fetched = await fetchSnapshot(document.value.snapshotDigest);
      return fetched === null ? [] : [fetched];
    },
  });
}
