import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import type { ControlPlaneConfig } from '../../../config.js';
import { page } from '../../../http/page.js';
import { domainStatuses } from './domain-status.js';
import { presentDomainName } from './domain-name.presenter.js';

/** GetDomainNames. Domains of other accounts are not shared here, so there are none to list. */
export async function getDomainNames(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetDomainNamesRequest,
  config: Pick<ControlPlaneConfig, 'domain'>,
): Promise<Result<v1.DomainNames>> {
  if (input.resourceOwner === 'OTHER_ACCOUNTS') return ok({ item: [] });
  const { items, position } = await page(
    input,
    (listPage) => domainNames.list(uow, owner, listPage),
    domainNames.listPosition,
  );
  const statuses = await domainStatuses(uow, items);
  return ok({
    item: items.map((domain) => presentDomainName(domain, config, statuses.get(domain.id)!)),
    position,
  });
}
