import {
  checkClientCertificateDeletion,
  clientCertificateNotFound,
  fail,
  ok,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { clientCertificates, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/** DeleteClientCertificate: not while a stage shows it. */
export async function deleteClientCertificate(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { clientCertificateId }: v1.DeleteClientCertificateRequest,
): Promise<Result<void>> {
  // The lock waits for stages that are being given the certificate, so the query after it sees them.
  if (!(await clientCertificates.lock(uow, owner, clientCertificateId)))
    return fail(clientCertificateNotFound);
  const users = await clientCertificates.stagesWith(uow, clientCertificateId);
  const free = checkClientCertificateDeletion(clientCertificateId, users);
  if (!free.ok) return free;
  await clientCertificates.remove(uow, clientCertificateId);
  await publish(owner, 'publish-client-certificate', { clientCertificateId });
  return ok(undefined);
}
