import { clientCertificateNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { ClientCertificate, GetClientCertificateRequest } from '#libs/aws-wire';
import { clientCertificates, type UnitOfWork } from '#libs/persistence';
import { presentClientCertificate } from './client-certificate.presenter.js';

/** GetClientCertificate. */
export async function getClientCertificate(
  uow: UnitOfWork,
  owner: Owner,
  { clientCertificateId }: GetClientCertificateRequest,
): Promise<Result<ClientCertificate>> {
  const found = await clientCertificates.find(uow, owner, clientCertificateId);
  return found ? ok(presentClientCertificate(found, { emptyTags: true })) : fail(clientCertificateNotFound);
}
