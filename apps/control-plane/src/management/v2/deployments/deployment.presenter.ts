import type { v2 } from '#libs/aws-wire';
import type { HttpCompilationState } from '#libs/persistence';

/** A deployment as version 2 shows it, and how far it is. */
export const presentHttpDeployment = ({
  deployment,
  snapshotDigest,
  compileError,
}: HttpCompilationState): v2.Deployment => ({
  autoDeployed: deployment.autoDeployed,
  createdDate: new Date(deployment.createdAtMs).toISOString(),
  deploymentId: deployment.deploymentId,
  deploymentStatus: compileError !== null ? 'FAILED' : snapshotDigest !== null ? 'DEPLOYED' : 'PENDING',
  ...(compileError !== null && { deploymentStatusMessage: compileError }),
  description: deployment.description ?? undefined,
});
