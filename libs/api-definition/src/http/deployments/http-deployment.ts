import { badRequest, type DomainError } from '../../domain-error.js';
import { lengthProblem } from '../member-lengths.js';

/** A frozen copy of an HTTP or WebSocket API that stages can point to. */
export interface HttpDeployment {
  readonly apiId: string;
  readonly deploymentId: string;
  /** Made by a write to the API, for a stage that deploys by itself. */
  readonly autoDeployed: boolean;
  readonly description: string | null;
  readonly createdAtMs: number;
  /** SHA-256 of the canonical JSON of the frozen definition, hex. */
  readonly definitionDigest: string;
}

/** A deployment that a stage serves stays; AWS's text. */
export const deploymentInUse = badRequest(
  'Active stages pointing to this deployment must be moved or deleted',
);

/** What is wrong with the description that a deployment is given. */
export const descriptionProblem = (description: string | null | undefined): DomainError | null =>
  lengthProblem('description', description ?? null, 1024);
