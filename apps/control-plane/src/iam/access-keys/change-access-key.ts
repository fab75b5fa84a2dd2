import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { invalidInput, noSuchAccessKey, type IdentityError } from '#libs/identity';
import { accessKeys, type UnitOfWork } from '#libs/persistence';
import type { CallerIdentity } from '../../http/management-request.js';
import type { Changed } from '../identity-work.js';
import { keyOwnerOf } from './key-owner.js';

export async function updateAccessKey(
  uow: UnitOfWork,
  changed: Changed,
  { owner: { accountId }, principal }: CallerIdentity,
  { UserName, AccessKeyId, Status }: iam.UpdateAccessKeyRequest,
): Promise<Result<void, IdentityError>> {
  if (Status === 'Expired') return fail(invalidInput('Status must be Active or Inactive.'));
  const found = await keyOwnerOf(uow, accountId, principal, UserName, 'lock');
  if (!found.ok) return found;
  if (!(await accessKeys.setActive(uow, found.value.owner, AccessKeyId, Status === 'Active')))
    return fail(noSuchAccessKey(AccessKeyId));
  changed({ kind: 'access-key', accountId, id: AccessKeyId });
  return ok(undefined);
}

export async function deleteAccessKey(
  uow: UnitOfWork,
  changed: Changed,
  { owner: { accountId }, principal }: CallerIdentity,
  { UserName, AccessKeyId }: iam.DeleteAccessKeyRequest,
): Promise<Result<void, IdentityError>> {
  const found = await keyOwnerOf(uow, accountId, principal, UserName, 'lock');
  if (!found.ok) return found;
  if (!(await accessKeys.remove(uow, found.value.owner, AccessKeyId)))
    return fail(noSuchAccessKey(AccessKeyId));
  changed({ kind: 'access-key', accountId, id: AccessKeyId });
  return ok(undefined);
}
