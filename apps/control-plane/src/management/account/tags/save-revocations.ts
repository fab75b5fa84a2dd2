import { domainNameNotFound, fail, ok, type Owner, type Result, type TagTarget } from '#libs/api-definition';
import { domainNames, type UnitOfWork } from '#libs/persistence';
import { withTruststore, type ReadTruststore } from '#libs/truststores';
import type { Publish } from '../../../definition/publish.js';

/** Keeps with a domain, whose tags are saved, what the lists that they name now have said. */
export async function saveRevocations(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  target: TagTarget,
  truststore: ReadTruststore | 'as it is' | null,
): Promise<Result<void>> {
  if (truststore === 'as it is' || target.kind !== 'domain-name') return ok(undefined);
  const domain = await domainNames.lock(uow, owner, target);
  if (!domain) return fail(domainNameNotFound);
  const updated = withTruststore(domain, truststore);
  if (!updated.ok) return updated;
  if (truststore === null) return ok(undefined);
  await domainNames.update(uow, updated.value);
  await domainNames.setTruststore(uow, domain.id, truststore);
  await publish(owner, 'publish-domain-name', { domainId: domain.id });
  return ok(undefined);
}
