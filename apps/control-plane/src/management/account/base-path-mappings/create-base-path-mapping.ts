import { randomBytes } from 'node:crypto';
import {
  basePathTaken,
  domainNameNotFound,
  fail,
  idLengths,
  newId,
  ok,
  readBasePath,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { basePathMappings, domainNames, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { domainNameKey } from '../domain-names/domain-name-key.js';
import { presentBasePathMapping } from './base-path-mapping.presenter.js';
import { requireMappable } from './require-mappable.js';

/** CreateBasePathMapping. */
export async function createBasePathMapping(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.CreateBasePathMappingRequest,
): Promise<Result<v1.BasePathMapping>> {
  const domain = await domainNames.lock(uow, owner, domainNameKey(input));
  if (!domain) return fail(domainNameNotFound);
  const basePath = readBasePath(input.basePath);
  if (!basePath.ok) return basePath;
  const { restApiId } = input;
  const id = newId(idLengths.other, randomBytes);
  const mapping = {
    domainId: domain.id,
    id,
    basePath: basePath.value,
    restApiId,
    stage: input.stage || null,
  };
  if (await basePathMappings.find(uow, domain.id, basePath.value)) return fail(basePathTaken);
  const mappable = await requireMappable(uow, owner, mapping);
  if (!mappable.ok) return mappable;
  await basePathMappings.insert(uow, mapping);
  await publish(owner, 'publish-domain-name', { domainId: domain.id });
  return ok(presentBasePathMapping(mapping));
}
