import { domainNameNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { basePathMappings, domainNames, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { domainNameKey } from '../domain-names/domain-name-key.js';
import { presentBasePathMapping } from './base-path-mapping.presenter.js';

/** GetBasePathMappings. */
export async function getBasePathMappings(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetBasePathMappingsRequest,
): Promise<Result<v1.BasePathMappings>> {
  const domain = await domainNames.find(uow, owner, domainNameKey(input));
  if (!domain) return fail(domainNameNotFound);
  const { items, position } = await page(
    input,
    (listPage) => basePathMappings.list(uow, domain.id, listPage),
    ({ basePath }) => basePath,
  );
  return ok({ item: items.map(presentBasePathMapping), position });
}
