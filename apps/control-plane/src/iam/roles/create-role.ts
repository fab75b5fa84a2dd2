import { randomBytes } from 'node:crypto';
import { ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { addTags, newIdentityId, type IdentityError, type Role } from '#libs/identity';
import type { UnitOfWork } from '#libs/persistence';
import { withoutBoundary } from '../principals/boundary.js';
import { createPrincipal } from '../principals/create-principal.js';
import { toTags } from '../principals/tags.js';
import { checkTrustPolicy } from './check-trust-policy.js';
import { presentTaggedRole } from './roles.presenter.js';
import type { Changed } from '../identity-work.js';

const SESSION_SECONDS_DEFAULT = 3600;

export async function createRole(
  uow: UnitOfWork,
  changed: Changed,
  accountId: string,
  input: iam.CreateRoleRequest,
  nowMs: number,
): Promise<Result<iam.CreateRoleResponse, IdentityError>> {
  const unbounded = withoutBoundary(input.PermissionsBoundary);
  if (!unbounded.ok) return unbounded;
  const trusted = checkTrustPolicy(input.AssumeRolePolicyDocument);
  if (!trusted.ok) return trusted;
  const tags = addTags([], toTags(input.Tags));
  if (!tags.ok) return tags;
  const role: Role = {
    kind: 'role',
    accountId,
    id: newIdentityId('role', randomBytes),
    name: input.RoleName,
    path: input.Path ?? '/',
    createdAtMs: nowMs,
    description: input.Description ?? null,
    trustPolicy: input.AssumeRolePolicyDocument,
    maxSessionSeconds: input.MaxSessionDuration ?? SESSION_SECONDS_DEFAULT,
    tags: tags.value,
  };
  const created = await createPrincipal(uow, changed, role);
  return created.ok ? ok({ Role: presentTaggedRole(role) }) : created;
}
