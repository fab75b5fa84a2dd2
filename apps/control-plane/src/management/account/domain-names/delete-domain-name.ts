import { domainNameNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { domainNameKey } from './domain-name-key.js';

/** DeleteDomainName: with its mappings and access associations. */
export async function deleteDomainName(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.DeleteDomainNameRequest,
): Promise<Result<void>> {
  const domain = await domainNames.lock(uow, owner, domainNameKey(input));
  if (!domain) return fail(domainNameNotFound);
  await domainNames.remove(uow, domain.id);
  await publish(owner, 'publish-domain-name', { domainId: domain.id });
  return ok(undefined);
}
