import type { Deployment, MethodSummary } from '#libs/api-definition';
import { epochSeconds, type v1 } from '#libs/aws-wire';

/** A Deployment as AWS shows it; `apiSummary` only where it was asked for (recorded: deployments). */
export function presentDeployment(
  { id, description, createdAtMs }: Deployment,
  apiSummary?: Readonly<Record<string, Readonly<Record<string, MethodSummary>>>>,
): v1.Deployment {
  return { id, description: description ?? undefined, createdDate: epochSeconds(createdAtMs), apiSummary };
}
