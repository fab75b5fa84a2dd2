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
import type { Publish } from '../../../definition/publish.js';
import { domainNameKey } from '../domain-names/domain-name-key.js';

/** DeleteBasePathMapping. */
export async function deleteBasePathMapping(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.DeleteBasePathMappingRequest,
): Promise<Result<void>> {
  const domain = await domainNames.lock(uow, owner, domainNameKey(input));
  if (!domain) return fail(domainNameNotFound);
  const removed = await basePathMappings.remove(uow, domain.id, input.basePath || NO_BASE_PATH);
  if (!removed) return fail(basePathMappingNotFound);
  await publish(owner, 'publish-domain-name', { domainId: domain.id });
  return ok(undefined);
}
