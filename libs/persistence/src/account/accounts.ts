import { newAccount, type Account, type Owner, type ThrottleSettings } from '#libs/api-definition';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { AccountEntity } from './account.entity.js';

/**
 * Settings per account and region. There is no create: an owner without a row has the settings of a new
 * account.
 */
export const accounts = { get, lock, save };

async function get(uow: UnitOfWork, owner: Owner): Promise<Account> {
  const row = await repositoryOf(uow, AccountEntity).findOneBy({ ...keyOf(owner) });
  return row ? toAccount(row) : newAccount(owner);
}

/** The row, made if need be, and locked until the transaction ends. */
async function lock(uow: UnitOfWork, owner: Owner): Promise<Account> {
  const { cloudwatchRoleArn, throttleSettings, features, apiKeyVersion } = newAccount(owner);
  await query(
    uow,
    `INSERT INTO accounts (account_id, region, cloudwatch_role_arn, throttle, features, api_key_version)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [
      owner.accountId,
      owner.region,
      cloudwatchRoleArn,
      JSON.stringify(throttleSettings),
      features,
      apiKeyVersion,
    ],
  );
  const row = await repositoryOf(uow, AccountEntity).findOneOrFail({
    where: keyOf(owner),
    lock: { mode: 'pessimistic_write' },
  });
  return toAccount(row);
}

async function save(uow: UnitOfWork, account: Account): Promise<void> {
  await repositoryOf(uow, AccountEntity).update(keyOf(account.owner), toRow(account));
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
