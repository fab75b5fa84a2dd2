import {
  basePathMappingNotFound,
  domainNameNotFound,
  fail,
  NO_BASE_PATH,
  ok,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { basePathMappings, domainNames, type UnitOfWork } from '#libs/persistence';
import { domainNameKey } from '../domain-names/domain-name-key.js';
import { presentBasePathMapping } from './base-path-mapping.presenter.js';

/** GetBasePathMapping. */
export async function getBasePathMapping(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetBasePathMappingRequest,
): Promise<Result<v1.BasePathMapping>> {
  const domain = await domainNames.find(uow, owner, domainNameKey(input));
  if (!domain) return fail(domainNameNotFound);
  const mapping = await basePathMappings.find(uow, domain.id, input.basePath || NO_BASE_PATH);
  return mapping ? ok(presentBasePathMapping(mapping)) : fail(basePathMappingNotFound);
}
