import type { AccessKey, AccessKeyOwner, AccessKeyUse } from '#libs/identity';
import { IsNull, MoreThan } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { Sealer } from '../installation/sealer.js';
import { CredentialEntity } from './credential.entity.js';
import { secretContextOf } from './secret-context.js';

/**
 * Access keys as IAM shows them, of one user or of an account's root. They are made under the lock of the
 * user, or of the account, so that they can be counted.
 */
export const accessKeys = {
  find,
  findAnywhere,
  list,
  count,
  insert,
  setActive,
  recordUse,
  remove,
  sealContextOf: secretContextOf,
};

async function find(uow: UnitOfWork, owner: AccessKeyOwner, id: string): Promise<AccessKey | undefined> {
  const row = await repositoryOf(uow, CredentialEntity).findOneBy({ ...ownedBy(owner), accessKeyId: id });
  return row ? toAccessKey(row) : undefined;
}

/** Whoever owns it, with the sealed secret, for what publishes it; inactive ones too. */
async function findAnywhere(
  uow: UnitOfWork,
  id: string,
): Promise<{ readonly accessKey: AccessKey; readonly secretSealed: Buffer } | undefined> {
  const row = await repositoryOf(uow, CredentialEntity).findOneBy({ accessKeyId: id });
  return row ? { accessKey: toAccessKey(row), secretSealed: row.secretSealed } : undefined;
}

/** In the order of their ids. */
async function list(uow: UnitOfWork, owner: AccessKeyOwner, page: ListPage): Promise<AccessKey[]> {
  const rows = await repositoryOf(uow, CredentialEntity).find({
    where: { ...ownedBy(owner), accessKeyId: MoreThan(page.after ?? '') },
    order: { accessKeyId: 'ASC' },
    take: page.count,
  });
  return rows.map(toAccessKey);
}

async function count(uow: UnitOfWork, owner: AccessKeyOwner): Promise<number> {
  return repositoryOf(uow, CredentialEntity).countBy(ownedBy(owner));
}

/** `isOperator` is for keys of a root alone; see `Credential`. */
async function insert(
  uow: UnitOfWork,
  sealer: Sealer,
  key: Omit<AccessKey, 'lastUse'>,
  { secretAccessKey, isOperator }: { readonly secretAccessKey: string; readonly isOperator: boolean },
): Promise<void> {
  const { accountId, userId } = key.owner;
  await repositoryOf(uow, CredentialEntity).insert({
    accessKeyId: key.id,
    accountId,
    userId,
    secretSealed: sealer.seal(secretAccessKey, secretContextOf(key.id, userId)),
    createdAt: new Date(key.createdAtMs),
    disabled: !key.isActive,
    operator: isOperator && userId === null,
  });
}

/** Whether there is such a key. */
async function setActive(
  uow: UnitOfWork,
  owner: AccessKeyOwner,
  id: string,
  isActive: boolean,
): Promise<boolean> {
  const key = { ...ownedBy(owner), accessKeyId: id };
  return (await repositoryOf(uow, CredentialEntity).update(key, { disabled: !isActive })).affected === 1;
}

/** At most once a minute, and only forward in time: a late report takes nothing back. */
async function recordUse(
  uow: UnitOfWork,
  id: string,
  { atMs, service, region }: AccessKeyUse,
): Promise<void> {
  await query(
    uow,
    `UPDATE credentials SET last_used_at = $2, last_used_service = $3, last_used_region = $4
      WHERE access_key_id = $1 AND (last_used_at IS NULL OR last_used_at <= $2::timestamptz - interval '1 minute')`,
    [id, new Date(atMs), service, region],
  );
}

/** Whether there was one. */
async function remove(uow: UnitOfWork, owner: AccessKeyOwner, id: string): Promise<boolean> {
  const key = { ...ownedBy(owner), accessKeyId: id };
  return (await repositoryOf(uow, CredentialEntity).delete(key)).affected === 1;
}

const ownedBy = ({ accountId, userId }: AccessKeyOwner) => ({ accountId, userId: userId ?? IsNull() });

function toAccessKey(row: CredentialEntity): AccessKey {
  const { accessKeyId: id, accountId, userId, createdAt, disabled } = row;
  const { lastUsedAt, lastUsedService, lastUsedRegion } = row;
  const lastUse = lastUsedAt && {
    atMs: lastUsedAt.getTime(),
    service: lastUsedService ?? 'N/A',
    region: lastUsedRegion ?? 'N/A',
  };
  return { owner: { accountId, userId }, id, isActive: !disabled, createdAtMs: createdAt.getTime(), lastUse };
}
