import { randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '#libs/api-definition';
import type { iam } from '#libs/aws-wire';
import { newAccessKeyId, newSecretAccessKey, quotaReached, quotas, type IdentityError } from '#libs/identity';
import { accessKeys, type Sealer, type UnitOfWork } from '#libs/persistence';
import type { CallerIdentity } from '../../http/management-request.js';
import type { Changed } from '../identity-work.js';
import { keyOwnerOf } from './key-owner.js';

/** The one answer that has the secret. The operator's keys make keys of the operator. */
export async function createAccessKey(
  uow: UnitOfWork,
  changed: Changed,
  { owner: { accountId }, principal, isOperator }: CallerIdentity,
  input: iam.CreateAccessKeyRequest,
  { sealer, nowMs }: { readonly sealer: Sealer; readonly nowMs: number },
): Promise<Result<iam.CreateAccessKeyResponse, IdentityError>> {
  const found = await keyOwnerOf(uow, accountId, principal, input.UserName, 'lock');
  if (!found.ok) return found;
  const { owner, ...named } = found.value;
  if ((await accessKeys.count(uow, owner)) >= quotas.AccessKeysPerUser)
    return fail(quotaReached('AccessKeysPerUser'));
  const id = newAccessKeyId(randomBytes);
  const secretAccessKey = newSecretAccessKey(randomBytes);
  const key = { owner, id, isActive: true, createdAtMs: nowMs };
  await accessKeys.insert(uow, sealer, key, { secretAccessKey, isOperator });
  changed({ kind: 'access-key', accountId, id });
  const shown = {
    ...named,
    AccessKeyId: id,
    Status: 'Active',
    SecretAccessKey: secretAccessKey,
    CreateDate: new Date(nowMs),
  };
  return ok({ AccessKey: shown as iam.AccessKey });
}
