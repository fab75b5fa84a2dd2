import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { accessAssociations, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentAccessAssociation } from './domain-name-access-association.presenter.js';

/**
 * GetDomainNameAccessAssociations. Other accounts have none with the caller's domains: domains are not shared
 * here.
 */
export async function getDomainNameAccessAssociations(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetDomainNameAccessAssociationsRequest,
): Promise<Result<v1.DomainNameAccessAssociations>> {
  if (input.resourceOwner === 'OTHER_ACCOUNTS') return ok({ item: [] });
  const { items, position } = await page(
    input,
    (listPage) => accessAssociations.list(uow, owner, listPage),
    ({ arn }) => arn,
  );
  return ok({ item: items.map(presentAccessAssociation), position });
}
