import { ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import type { IdentityError, PrincipalKind } from '#libs/identity';
import { attachedPolicies, type UnitOfWork } from '#libs/persistence';
import { listPage, pageMembers } from '../lists.js';
import { findPolicy } from './find-policy.js';

/** Which principals a filter leaves; there are no groups, and policies are attached to principals alone. */
const kindsOf: Readonly<Record<iam.EntityType, readonly PrincipalKind[]>> = {
  User: ['user'],
  Role: ['role'],
  Group: [],
  LocalManagedPolicy: ['user', 'role'],
  AWSManagedPolicy: ['user', 'role'],
};

export async function listEntitiesForPolicy(
  uow: UnitOfWork,
  accountId: string,
  input: iam.ListEntitiesForPolicyRequest,
): Promise<Result<iam.ListEntitiesForPolicyResponse, IdentityError>> {
  const { PolicyArn, EntityFilter, PathPrefix: pathPrefix = '/', PolicyUsageFilter } = input;
  const policy = await findPolicy(uow, accountId, PolicyArn);
  if (!policy.ok) return policy;
  // No policy is anybody's boundary.
  const kinds: readonly PrincipalKind[] =
    PolicyUsageFilter === 'PermissionsBoundary'
      ? []
      : EntityFilter === undefined
        ? ['user', 'role']
        : kindsOf[EntityFilter];
  const page = await listPage(
    `entities ${PolicyArn}`,
    input,
    (part) => attachedPolicies.entitiesOf(uow, accountId, PolicyArn, { kinds, pathPrefix }, part),
    ({ kind, name }) => `${kind}/${name}`,
  );
  if (!page.ok) return page;
  const { items } = page.value;
  return ok({
    PolicyGroups: [],
    PolicyUsers: items
      .filter(({ kind }) => kind === 'user')
      .map(({ name, id }) => ({ UserName: name, UserId: id })),
    PolicyRoles: items
      .filter(({ kind }) => kind === 'role')
      .map(({ name, id }) => ({ RoleName: name, RoleId: id })),
    ...pageMembers(page.value),
  });
}
