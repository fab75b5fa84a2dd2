import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import type { UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { addDomainName, type AddContext } from './add-domain-name.js';
import { presentDomainName } from './domain-name.presenter.js';

/** CreateDomainName. */
export async function createDomainName(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.CreateDomainNameRequest,
  context: AddContext,
): Promise<Result<v1.DomainName>> {
  const added = await addDomainName(uow, publish, owner, input, context);
  return added.ok ? ok(presentDomainName(added.value, context.config)) : added;
}
