import { ok, type Owner, type Result } from '#libs/api-definition';
import type { Account as WireAccount } from '#libs/aws-wire';
import { accounts, type UnitOfWork } from '#libs/persistence';
import { presentAccount } from './account.presenter.js';

export async function getAccount(uow: UnitOfWork, owner: Owner): Promise<Result<WireAccount>> {
  return ok(presentAccount(await accounts.get(uow, owner)));
}
