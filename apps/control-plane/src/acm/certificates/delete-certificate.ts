import { ok, type Owner, type Result } from '#libs/api-definition';
import type { acm } from '#libs/aws-wire';
import { certificates, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../definition/publish.js';
import { lockCertificate } from '../find-certificate.js';
import { inUse } from '../refusals.js';

/** DeleteCertificate: not while a domain shows it. */
export async function deleteCertificate(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { CertificateArn }: acm.DeleteCertificateRequest,
): Promise<Result<void>> {
  // The lock waits for domains that are being given the certificate, so the query after it sees them.
  const { id } = await lockCertificate(uow, owner, CertificateArn);
  if ((await certificates.usersOf(uow, owner, id)).length > 0) throw inUse(CertificateArn);
  await certificates.remove(uow, id);
  await publish(owner, 'publish-certificate', { certificateId: id });
  return ok(undefined);
}
