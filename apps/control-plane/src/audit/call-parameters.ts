import type { PartContext } from '#libs/audit';
import { secretVariables, type Owner } from '#libs/api-definition';
import { tagged, type UnitOfWork } from '#libs/persistence';
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
  const { restApiId, apiId, stageName, tags } = (parameters ?? {}) as {
    readonly restApiId?: string;
    /** Of version 2. */
    readonly apiId?: string;
    readonly stageName?: string;
    readonly tags?: Readonly<Record<string, string>>;
  };
  const given = secretVariables(tags);
  if (stageName === undefined) return given;
  const stage =
    restApiId !== undefined
      ? ({ kind: 'stage', restApiId, stageName } as const)
      : apiId !== undefined
        ? ({ kind: 'http-stage', apiId, stageName } as const)
        : null;
  if (!stage) return given;
  const stored = secretVariables(await read((uow) => tagged.get(uow, owner, stage)));
  return (variable) => given(variable) || stored(variable);
}
