import { domainNameNotFound, fail, ok, patchDomainName, type Owner, type Result } from '#libs/api-definition';
import {
  endpointAccessModeValues,
  routingModeValues,
  securityPolicyValues,
  type DomainName,
  type UpdateDomainNameRequest,
} from '#libs/aws-wire';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import type { ControlPlaneConfig } from '../../../config.js';
import { domainNameKey } from './domain-name-key.js';
import { presentDomainName } from './domain-name.presenter.js';

/** UpdateDomainName. */
export async function updateDomainName(
  uow: UnitOfWork,
  owner: Owner,
  input: UpdateDomainNameRequest,
  config: Pick<ControlPlaneConfig, 'domain'>,
  nowMs: number,
): Promise<Result<DomainName>> {
  const before = await domainNames.lock(uow, owner, domainNameKey(input));
  if (!before) return fail(domainNameNotFound);
  const patched = patchDomainName(before, input.patchOperations, words, nowMs);
  if (!patched.ok) return patched;
  await domainNames.update(uow, patched.value);
  return ok(presentDomainName(patched.value, config, { emptyTags: true }));
}

const words = {
  securityPolicies: securityPolicyValues,
  endpointAccessModes: endpointAccessModeValues,
  routingModes: routingModeValues,
};
