import { newAccount, type Account, type Owner, type ThrottleSettings } from '#libs/api-definition';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { AccountEntity } from './account.entity.js';

/** Settings per account and region. There is no create: an owner without a row has the settings of a new account. */
export const accounts = { get, lock, save };

async function get(uow: UnitOfWork, owner: Owner): Promise<Account> {
  const row = await uow.manager.findOneBy(AccountEntity, { ...keyOf(owner) });
  return row ? toAccount(row) : newAccount(owner);
}

/** The row, made if need be, and locked until the transaction ends. */
async function lock(uow: UnitOfWork, owner: Owner): Promise<Account> {
  await uow.manager
    .createQueryBuilder()
    .insert()
    .into(AccountEntity)
    .values(toRow(newAccount(owner)))
    .orIgnore()
    .execute();
  const row = await uow.manager.findOneOrFail(AccountEntity, {
    where: keyOf(owner),
    lock: { mode: 'pessimistic_write' },
  });
  return toAccount(row);
}

async function save(uow: UnitOfWork, account: Account): Promise<void> {
  await uow.manager.update(AccountEntity, keyOf(account.owner), toRow(account));
}

const keyOf = ({ accountId, region }: Owner) => ({ accountId, region });

function toAccount(row: AccountEntity): Account {
  return {
    owner: { accountId: row.accountId, region: row.region },
    cloudwatchRoleArn: row.cloudwatchRoleArn,
    throttleSettings: row.throttle as ThrottleSettings,
    features: row.features,
    apiKeyVersion: row.apiKeyVersion,
  };
}

function toRow({ owner, throttleSettings, features, ...rest }: Account) {
  return { ...rest, ...keyOf(owner), throttle: throttleSettings, features: [...features] };
}
