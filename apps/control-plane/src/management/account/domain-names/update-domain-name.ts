import { domainNameNotFound, fail, ok, patchDomainName, type Owner, type Result } from '#libs/api-definition';
import { v1 } from '#libs/aws-wire';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import type { ControlPlaneConfig } from '../../../config.js';
import { domainNameKey } from './domain-name-key.js';
import { presentDomainName } from './domain-name.presenter.js';

/** UpdateDomainName. */
export async function updateDomainName(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.UpdateDomainNameRequest,
  config: Pick<ControlPlaneConfig, 'domain'>,
  nowMs: number,
): Promise<Result<v1.DomainName>> {
  const before = await domainNames.lock(uow, owner, domainNameKey(input));
  if (!before) return fail(domainNameNotFound);
  const patched = patchDomainName(before, input.patchOperations, words, nowMs);
  if (!patched.ok) return patched;
  await domainNames.update(uow, patched.value);
  await publish(owner, 'publish-domain-name', { domainId: before.id });
  return ok(presentDomainName(patched.value, config, { emptyTags: true }));
}

const words = {
  securityPolicies: v1.securityPolicyValues,
  endpointAccessModes: v1.endpointAccessModeValues,
  routingModes: v1.routingModeValues,
};
