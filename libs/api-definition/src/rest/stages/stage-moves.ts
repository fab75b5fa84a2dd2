/**
 * A step of a stage, or of its canary, from one deployment to another; null where there was none before, or
 * is none after.
 */
export interface StageMove {
  readonly target: 'stage' | 'canary';
  readonly fromDeploymentId: string | null;
  readonly toDeploymentId: string | null;
}

/** A stage of either version: what it and its canary, if there is one, serve. */
interface Moved {
  readonly deploymentId: string | null;
  readonly canarySettings?: { readonly deploymentId: string } | null;
}

/**
 * Which deployments a write has moved a stage between; null = no stage. Nothing when only settings changed.
 */
export function stageMoves(before: Moved | null, after: Moved | null): readonly StageMove[] {
  const moves: readonly StageMove[] = [
    {
      target: 'stage',
      fromDeploymentId: before?.deploymentId ?? null,
      toDeploymentId: after?.deploymentId ?? null,
    },
    {
      target: 'canary',
      fromDeploymentId: before?.canarySettings?.deploymentId ?? null,
      toDeploymentId: after?.canarySettings?.deploymentId ?? null,
    },
  ];
  return moves.filter(({ fromDeploymentId, toDeploymentId }) => fromDeploymentId !== toDeploymentId);
}
