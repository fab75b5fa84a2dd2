import type { PartContext } from '#libs/audit';
import { secretVariables, type Owner } from '#libs/api-definition';
import { stages, type UnitOfWork } from '#libs/persistence';
import { boundInputOf } from '../authorization/bound-input.js';
import type { ManagementRequest } from '../http/management-request.js';
import type { AuditedOperation } from './called-operation.js';

/**
 * What a call was given: the input of its operation, and of what is ours what stands in path, query and body.
 * Null for what cannot be read.
 */
export function parametersOf({ service, operation }: AuditedOperation, request: ManagementRequest): unknown {
  if (operation) return boundInputOf({ operation, request });
  if (service !== 'tollgate') return null;
  const query = Object.entries(request.query as object).filter(([name]) => !/^x-amz-/i.test(name));
  return { ...(request.params as object), ...Object.fromEntries(query), ...bodyOf(request) };
}

function bodyOf({ body }: ManagementRequest): object {
  if (body === undefined || body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { body };
  } catch {
    return { body };
  }
}

/** Operations whose parameters or answers have stage variables. */
const withVariables: ReadonlySet<string> = new Set(['CreateStage', 'UpdateStage', 'CreateDeployment']);

/** Which stage variables of a call are secret: by the tag of the stage, given or stored. */
export async function secretVariablesOf(
  { service, name }: AuditedOperation,
  owner: Owner,
  parameters: unknown,
  read: <T>(work: (uow: UnitOfWork) => Promise<T>) => Promise<T>,
): Promise<PartContext['isSecretVariable']> {
  if (service !== 'apigateway' || !withVariables.has(name)) return () => false;
  const { restApiId, stageName, tags } = (parameters ?? {}) as {
    readonly restApiId?: string;
    readonly stageName?: string;
    readonly tags?: Readonly<Record<string, string>>;
  };
  const given = secretVariables(tags);
  if (restApiId === undefined || stageName === undefined) return given;
  const stage = await read((uow) => stages.findOwned(uow, owner, restApiId, stageName));
  const stored = secretVariables(stage?.tags);
  return (variable) => given(variable) || stored(variable);
}
