import { randomBytes } from 'node:crypto';
import { ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { addTags, newIdentityId, type IdentityError, type User } from '#libs/identity';
import type { UnitOfWork } from '#libs/persistence';
import { withoutBoundary } from '../principals/boundary.js';
import { createPrincipal } from '../principals/create-principal.js';
import { toTags } from '../principals/tags.js';
import { presentTaggedUser } from './users.presenter.js';
import type { Changed } from '../identity-work.js';

export async function createUser(
  uow: UnitOfWork,
  changed: Changed,
  accountId: string,
  input: iam.CreateUserRequest,
  nowMs: number,
): Promise<Result<iam.CreateUserResponse, IdentityError>> {
  const unbounded = withoutBoundary(input.PermissionsBoundary);
  if (!unbounded.ok) return unbounded;
  const tags = addTags([], toTags(input.Tags));
  if (!tags.ok) return tags;
  const user: User = {
    kind: 'user',
    accountId,
    id: newIdentityId('user', randomBytes),
    name: input.UserName,
    path: input.Path ?? '/',
    createdAtMs: nowMs,
    tags: tags.value,
  };
  const created = await createPrincipal(uow, changed, user);
  return created.ok ? ok({ User: presentTaggedUser(user) }) : created;
}
