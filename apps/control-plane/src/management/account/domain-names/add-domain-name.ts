import { randomBytes } from 'node:crypto';
import {
  badRequest,
  createDomainName,
  fail,
  newId,
  type DomainName,
  type NewDomainName,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { isHostOfApis } from '#libs/domain-routing';
import { domainNames, type Sealer, type UnitOfWork } from '#libs/persistence';
import { withTruststore, type ReadTruststore } from '#libs/truststores';
import type { Publish } from '../../../definition/publish.js';
import type { ControlPlaneConfig } from '../../../config.js';
import type { Limits } from '../../../definition/limits.js';
import { checkCertificates } from './check-certificates.js';
import { readUploadedCertificate, type UploadedMembers } from './read-uploaded-certificate.js';

/** What a new domain name needs of the process. */
export interface AddContext {
  readonly config: Pick<ControlPlaneConfig, 'domain' | 'ownershipVerification'>;
  readonly sealer: Sealer;
  readonly limits: Limits;
  readonly nowMs: number;
  /** What was read of the truststore that is named; null when none is. */
  readonly truststore: ReadTruststore | null;
}

const ID_LENGTH = 10;

/**
 * Adds a domain name, whichever version of the API says so. A name that somebody has, in whatever account, is
 * refused, as a name leads to one place only.
 */
export async function addDomainName(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  given: NewDomainName & UploadedMembers,
  { config, sealer, limits, nowMs, truststore }: AddContext,
): Promise<Result<DomainName>> {
  const fresh = createDomainName(given, { owner, id: newId(ID_LENGTH, randomBytes), nowMs });
  if (!fresh.ok) return fresh;
  const created = withTruststore(fresh.value, truststore);
  if (!created.ok) return created;
  // Gateways refuse it, too: whoever had it would be called in the place of others' APIs.
  if (isHostOfApis(created.value.domainName, config.domain)) {
    return fail(badRequest('The domain name is one under which this installation serves APIs by their ids'));
  }
  const uploaded = readUploadedCertificate(given, nowMs);
  if (!uploaded.ok) return uploaded;
  const certified = await checkCertificates(uow, created.value, null, { config, nowMs });
  if (!certified.ok) return certified;
  const sealed =
    uploaded.value &&
    sealer.seal(JSON.stringify(uploaded.value), domainNames.sealContextOf(created.value.id));
  if (!(await domainNames.insert(uow, created.value, sealed))) {
    return fail(badRequest('The domain name you provided already exists.'));
  }
  if (truststore) await domainNames.setTruststore(uow, created.value.id, truststore);
  const within = await limits.require(uow, 'domainNames', owner);
  if (!within.ok) return within;
  await publish(owner, 'publish-domain-name', { domainId: created.value.id });
  return created;
}
