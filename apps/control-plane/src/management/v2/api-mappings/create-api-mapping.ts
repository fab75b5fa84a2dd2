import { randomBytes } from 'node:crypto';
import {
  apiMappingTaken,
  domainNameNotFound,
  fail,
  idLengths,
  newId,
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

/** CreateApiMapping. */
export async function createApiMapping(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { domainName, apiId, apiMappingKey, stage }: v2.CreateApiMappingRequest,
): Promise<Result<v2.CreateApiMappingResponse>> {
  const domain = await domainNames.lock(uow, owner, { domainName, domainNameId: null });
  if (!domain) return fail(domainNameNotFound);
  const key = readApiMappingKey(apiMappingKey);
  if (!key.ok) return key;
  if (await basePathMappings.find(uow, domain.id, key.value)) return fail(apiMappingTaken);
  const id = newId(idLengths.other, randomBytes);
  const mapping = { domainId: domain.id, id, basePath: key.value, restApiId: apiId, stage };
  const mappable = await requireMappableApi(uow, owner, domain, mapping);
  if (!mappable.ok) return mappable;
  await basePathMappings.insert(uow, mapping);
  await publish(owner, 'publish-domain-name', { domainId: domain.id });
  return ok(presentApiMapping(mapping));
}
