import { ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import type { IdentityError } from '#libs/identity';
import { principals, type UnitOfWork } from '#libs/persistence';
import type { Changed } from '../identity-work.js';
import { lockPrincipal } from '../principals/find-principal.js';
import { checkTrustPolicy } from './check-trust-policy.js';

export async function updateRole(
  uow: UnitOfWork,
  changed: Changed,
  accountId: string,
  input: iam.UpdateRoleRequest,
): Promise<Result<iam.UpdateRoleResponse, IdentityError>> {
  const found = await lockPrincipal(uow, accountId, 'role', input.RoleName);
  if (!found.ok) return found;
  const { description, maxSessionSeconds } = found.value;
  await principals.update(uow, {
    ...found.value,
    description: input.Description ?? description,
    maxSessionSeconds: input.MaxSessionDuration ?? maxSessionSeconds,
  });
  changed({ kind: 'principal', accountId, id: found.value.id });
  return ok({});
}

export async function updateAssumeRolePolicy(
  uow: UnitOfWork,
  changed: Changed,
  accountId: string,
  input: iam.UpdateAssumeRolePolicyRequest,
): Promise<Result<void, IdentityError>> {
  const found = await lockPrincipal(uow, accountId, 'role', input.RoleName);
  if (!found.ok) return found;
  const trusted = checkTrustPolicy(input.PolicyDocument);
  if (!trusted.ok) return trusted;
  await principals.update(uow, { ...found.value, trustPolicy: input.PolicyDocument });
  changed({ kind: 'principal', accountId, id: found.value.id });
  return ok(undefined);
}
