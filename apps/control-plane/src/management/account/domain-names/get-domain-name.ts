import { domainNameNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import type { ControlPlaneConfig } from '../../../config.js';
import { domainNameKey } from './domain-name-key.js';
import { domainStatus } from './domain-status.js';
import { presentDomainName } from './domain-name.presenter.js';

/** GetDomainName. */
export async function getDomainName(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetDomainNameRequest,
  config: Pick<ControlPlaneConfig, 'domain'>,
): Promise<Result<v1.DomainName>> {
  const domain = await domainNames.find(uow, owner, domainNameKey(input));
  if (!domain) return fail(domainNameNotFound);
  return ok(presentDomainName(domain, config, await domainStatus(uow, domain), { emptyTags: true }));
}
