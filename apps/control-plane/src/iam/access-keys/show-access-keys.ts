import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { noSuchAccessKey, type IdentityError } from '#libs/identity';
import { accessKeys, principals, type UnitOfWork } from '#libs/persistence';
import type { CallerIdentity } from '../../http/management-request.js';
import { listPage, pageMembers } from '../lists.js';
import { keyOwnerOf } from './key-owner.js';

export async function listAccessKeys(
  uow: UnitOfWork,
  { owner: { accountId }, principal }: CallerIdentity,
  input: iam.ListAccessKeysRequest,
): Promise<Result<iam.ListAccessKeysResponse, IdentityError>> {
  const found = await keyOwnerOf(uow, accountId, principal, input.UserName);
  if (!found.ok) return found;
  const { owner, ...named } = found.value;
  const page = await listPage(
    'access keys',
    input,
    (part) => accessKeys.list(uow, owner, part),
    ({ id }) => id,
  );
  if (!page.ok) return page;
  const AccessKeyMetadata = page.value.items.map(({ id, isActive, createdAtMs }): iam.AccessKeyMetadata => ({
    ...named,
    AccessKeyId: id,
    Status: isActive ? 'Active' : 'Inactive',
    CreateDate: new Date(createdAtMs),
  }));
  return ok({ AccessKeyMetadata, ...pageMembers(page.value) });
}

/**
 * `N/A` for a key that never signed (API reference: AccessKeyLastUsed). Keys of other accounts are unknown.
 */
export async function getAccessKeyLastUsed(
  uow: UnitOfWork,
  accountId: string,
  { AccessKeyId }: iam.GetAccessKeyLastUsedRequest,
): Promise<Result<iam.GetAccessKeyLastUsedResponse, IdentityError>> {
  const { accessKey } = (await accessKeys.findAnywhere(uow, AccessKeyId)) ?? {};
  if (accessKey?.owner.accountId !== accountId) return fail(noSuchAccessKey(AccessKeyId));
  const { owner, lastUse } = accessKey;
  const user = owner.userId === null ? undefined : await principals.findById(uow, owner.userId);
  return ok({
    ...(user && { UserName: user.name }),
    AccessKeyLastUsed: {
      ...(lastUse && { LastUsedDate: new Date(lastUse.atMs) }),
      ServiceName: lastUse?.service ?? 'N/A',
      Region: lastUse?.region ?? 'N/A',
    },
  });
}
