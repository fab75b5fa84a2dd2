import {
  basePathMappingNotFound,
  basePathTaken,
  domainNameNotFound,
  fail,
  NO_BASE_PATH,
  ok,
  patchBasePathMapping,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { basePathMappings, domainNames, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { domainNameKey } from '../domain-names/domain-name-key.js';
import { presentBasePathMapping } from './base-path-mapping.presenter.js';
import { requireMappable } from './require-mappable.js';

/** UpdateBasePathMapping: to another base path, API or stage. */
export async function updateBasePathMapping(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.UpdateBasePathMappingRequest,
): Promise<Result<v1.BasePathMapping>> {
  const domain = await domainNames.lock(uow, owner, domainNameKey(input));
  if (!domain) return fail(domainNameNotFound);
  const before = await basePathMappings.find(uow, domain.id, input.basePath || NO_BASE_PATH);
  if (!before) return fail(basePathMappingNotFound);
  const patched = patchBasePathMapping(before, input.patchOperations);
  if (!patched.ok) return patched;
  const { basePath } = patched.value;
  if (basePath !== before.basePath && (await basePathMappings.find(uow, domain.id, basePath))) {
    return fail(basePathTaken);
  }
  const mappable = await requireMappable(uow, owner, patched.value);
  if (!mappable.ok) return mappable;
  await basePathMappings.replace(uow, before.basePath, patched.value);
  await publish(owner, 'publish-domain-name', { domainId: domain.id });
  return ok(presentBasePathMapping(patched.value));
}
