import { domainNameNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import type { ControlPlaneConfig } from '../../../config.js';
import { domainNameKey } from './domain-name-key.js';
import { domainStatus } from './domain-status.js';
import { presentDomainName } from './domain-name.presenter.js';
import { withOpenEndpoints } from './with-open-endpoints.js';

/** GetDomainName. */
export async function getDomainName(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetDomainNameRequest,
  config: Pick<ControlPlaneConfig, 'domain'>,
): Promise<Result<v1.DomainName>> {
  const domain = await domainNames.find(uow, owner, domainNameKey(input));
  if (!domain) return fail(domainNameNotFound);
  const status = await domainStatus(uow, domain);
  return ok(presentDomainName(await withOpenEndpoints(uow, domain), config, status, { emptyTags: true }));
}
