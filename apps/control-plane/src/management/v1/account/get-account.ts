import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { accounts, type UnitOfWork } from '#libs/persistence';
import { presentAccount } from './account.presenter.js';

export async function getAccount(uow: UnitOfWork, owner: Owner): Promise<Result<v1.Account>> {
  return ok(presentAccount(await accounts.get(uow, owner)));
}
