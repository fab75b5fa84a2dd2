import { validationFailed, type sts } from '#libs/aws-wire';
import { accessKeys, type UnitOfWork } from '#libs/persistence';
import { accountOfSessionKey } from '#libs/session-tokens';
import { WireException } from '../http/wire-exception.js';

/** Whose a key is, active or not; of whatever account, as at AWS, where the id itself tells it. */
export async function getAccessKeyInfo(
  uow: UnitOfWork,
  { AccessKeyId }: sts.GetAccessKeyInfoRequest,
): Promise<sts.GetAccessKeyInfoResponse> {
  const account =
    accountOfSessionKey(AccessKeyId) ??
    (await accessKeys.findAnywhere(uow, AccessKeyId))?.accessKey.owner.accountId;
  if (account === undefined)
    throw new WireException(validationFailed(`There is no access key ${AccessKeyId} here.`));
  return { Account: account };
}
