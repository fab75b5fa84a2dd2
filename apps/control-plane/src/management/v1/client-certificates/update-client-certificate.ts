import {
  clientCertificateNotFound,
  fail,
  ok,
  patchClientCertificate,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { clientCertificates, type UnitOfWork } from '#libs/persistence';
import { presentClientCertificate } from './client-certificate.presenter.js';

/** UpdateClientCertificate: the description. */
export async function updateClientCertificate(
  uow: UnitOfWork,
  owner: Owner,
  { clientCertificateId, patchOperations }: v1.UpdateClientCertificateRequest,
): Promise<Result<v1.ClientCertificate>> {
  const before = await clientCertificates.lock(uow, owner, clientCertificateId);
  if (!before) return fail(clientCertificateNotFound);
  const patched = patchClientCertificate(before, patchOperations);
  if (!patched.ok) return patched;
  await clientCertificates.update(uow, patched.value);
  return ok(presentClientCertificate(patched.value, { emptyTags: true }));
}
