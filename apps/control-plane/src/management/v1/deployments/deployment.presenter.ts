import type { Deployment as Definition, MethodSummary } from '#libs/api-definition';
import { epochSeconds, type Deployment } from '#libs/aws-wire';

/** A Deployment as AWS shows it; `apiSummary` only where it was asked for (recorded: deployments). */
export function presentDeployment(
  { id, description, createdAtMs }: Definition,
  apiSummary?: Readonly<Record<string, Readonly<Record<string, MethodSummary>>>>,
): Deployment {
  return { id, description: description ?? undefined, createdDate: epochSeconds(createdAtMs), apiSummary };
}
