import {
  apiMappingNotFound,
  apiMappingTaken,
  domainNameNotFound,
  fail,
  ok,
  readApiMappingKey,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { basePathMappings, domainNames, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { presentApiMapping } from './api-mapping.presenter.js';
import { requireMappableApi } from './require-mappable-api.js';

/** UpdateApiMapping: what is not given stays. */
export async function updateApiMapping(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { domainName, apiMappingId, apiId, apiMappingKey, stage }: v2.UpdateApiMappingRequest,
): Promise<Result<v2.UpdateApiMappingResponse>> {
  const domain = await domainNames.lock(uow, owner, { domainName, domainNameId: null });
  if (!domain) return fail(domainNameNotFound);
  const before = await basePathMappings.findById(uow, domain.id, apiMappingId);
  if (!before) return fail(apiMappingNotFound);
  const key = apiMappingKey === undefined ? ok(before.basePath) : readApiMappingKey(apiMappingKey);
  if (!key.ok) return key;
  if (key.value !== before.basePath && (await basePathMappings.find(uow, domain.id, key.value))) {
    return fail(apiMappingTaken);
  }
  const mapping = { ...before, basePath: key.value, restApiId: apiId, stage: stage ?? before.stage };
  const mappable = await requireMappableApi(uow, owner, domain, mapping);
  if (!mappable.ok) return mappable;
  await basePathMappings.replace(uow, before.basePath, mapping);
  await publish(owner, 'publish-domain-name', { domainId: domain.id });
  return ok(presentApiMapping(mapping));
}
