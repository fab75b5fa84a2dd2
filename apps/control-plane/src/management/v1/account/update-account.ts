import { accountPatch, applyPatch, ok, type Account, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { accounts, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { presentAccount } from './account.presenter.js';

export async function updateAccount(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.UpdateAccountRequest,
): Promise<Result<v1.Account>> {
  const before = await accounts.lock(uow, owner);
  const patched = applyPatch(before, input.patchOperations, accountPatch);
  if (!patched.ok) return patched;
  const account = patched.value;
  await accounts.save(uow, account);
  // Gateways know nothing else of it.
  const isOfGateways =
    account.throttleSettings !== before.throttleSettings || mayLog(account) !== mayLog(before);
  if (isOfGateways) await publish(owner, 'publish-account', { ...owner });
  return ok(presentAccount(account));
}

const mayLog = ({ cloudwatchRoleArn }: Account): boolean => cloudwatchRoleArn !== null;
