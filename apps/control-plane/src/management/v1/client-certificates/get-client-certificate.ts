import { clientCertificateNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { clientCertificates, type UnitOfWork } from '#libs/persistence';
import { presentClientCertificate } from './client-certificate.presenter.js';

/** GetClientCertificate. */
export async function getClientCertificate(
  uow: UnitOfWork,
  owner: Owner,
  { clientCertificateId }: v1.GetClientCertificateRequest,
): Promise<Result<v1.ClientCertificate>> {
  const found = await clientCertificates.find(uow, owner, clientCertificateId);
  return found ? ok(presentClientCertificate(found, { emptyTags: true })) : fail(clientCertificateNotFound);
}
