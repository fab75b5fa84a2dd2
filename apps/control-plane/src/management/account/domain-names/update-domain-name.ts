import {
  domainNameNotFound,
  fail,
  ok,
  patchDomainName,
  type DomainName,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { v1 } from '#libs/aws-wire';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import { withTruststore, type ReadTruststore } from '#libs/truststores';
import type { Publish } from '../../../definition/publish.js';
import type { ControlPlaneConfig } from '../../../config.js';
import { checkCertificates } from './check-certificates.js';
import { domainNameKey } from './domain-name-key.js';

export interface UpdateContext {
  readonly config: Pick<ControlPlaneConfig, 'domain' | 'ownershipVerification'>;
  readonly nowMs: number;
  /** What was read for this update; null when the domain has none any more. */
  readonly truststore: ReadTruststore | 'as it is' | null;
}

/** UpdateDomainName. */
export async function updateDomainName(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.UpdateDomainNameRequest,
  context: UpdateContext,
): Promise<Result<DomainName>> {
  const before = await domainNames.lock(uow, owner, domainNameKey(input));
  if (!before) return fail(domainNameNotFound);
  const patched = patchedDomainName(before, input, context.nowMs);
  return patched.ok ? saveDomainName(uow, publish, before, patched.value, context) : patched;
}

/** Writes what an update, of either version of the API, has made of a domain. */
export async function saveDomainName(
  uow: UnitOfWork,
  publish: Publish,
  before: DomainName,
  changed: DomainName,
  { config, nowMs, truststore }: UpdateContext,
): Promise<Result<DomainName>> {
  const certified = await checkCertificates(uow, changed, before, { config, nowMs });
  if (!certified.ok) return certified;
  const updated = truststore === 'as it is' ? ok(changed) : withTruststore(changed, truststore);
  if (!updated.ok) return updated;
  await domainNames.update(uow, updated.value);
  if (truststore !== 'as it is') {
    await domainNames.setTruststore(uow, changed.id, truststore);
  }
  await publish(changed.owner, 'publish-domain-name', { domainId: changed.id });
  return updated;
}

/** What a call's operations make of a domain. */
export const patchedDomainName = (
  before: DomainName,
  { patchOperations }: Pick<v1.UpdateDomainNameRequest, 'patchOperations'>,
  nowMs: number,
): Result<DomainName> => patchDomainName(before, patchOperations, words, nowMs);

/** Whether a call is about mutual TLS: then the truststore is read, though it may be the one before. */
export const asksForTruststore = ({
  patchOperations,
}: Pick<v1.UpdateDomainNameRequest, 'patchOperations'>): boolean =>
  (patchOperations ?? []).some(({ path }) => path?.startsWith('/mutualTlsAuthentication'));

const words = {
  securityPolicies: v1.securityPolicyValues,
  endpointAccessModes: v1.endpointAccessModeValues,
  routingModes: v1.routingModeValues,
};
