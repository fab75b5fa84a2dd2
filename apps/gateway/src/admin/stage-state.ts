import type { StageDocument } from '#libs/snapshot-format';

/** A stage as it serves, for operators. */
export interface StageState extends ReleaseState {
  readonly name: string;
  /** Null without one. */
  readonly canary: (ReleaseState & { readonly percentTraffic: number }) | null;
}

interface ReleaseState {
  readonly deploymentId: string;
  /** Its digest. */
  readonly snapshot: string;
}

/** `document`: of the stage that serves. */
export function stageState({ name, document }: { name: string; document: StageDocument }): StageState {
  const { canary } = document;
  return {
    name,
    ...releaseState(document),
    canary: canary ? { ...releaseState(canary), percentTraffic: canary.percentTraffic } : null,
  };
}

const releaseState = ({
  deploymentId,
  snapshotDigest,
}: Pick<StageDocument, 'deploymentId' | 'snapshotDigest'>): ReleaseState => ({
  deploymentId,
  snapshot: snapshotDigest,
});
