import {
  clientCertificateNotFound,
  fail,
  ok,
  type Owner,
  type Result,
  type Stage,
} from '#libs/api-definition';
import { clientCertificates, type UnitOfWork } from '#libs/persistence';

/**
 * A stage may only show a certificate of its owner; it is held, so that it is still there when the
 * transaction ends.
 */
export async function requireClientCertificate(
  uow: UnitOfWork,
  owner: Owner,
  { clientCertificateId }: Pick<Stage, 'clientCertificateId'>,
): Promise<Result<void>> {
  const known =
    clientCertificateId === null || (await clientCertificates.hold(uow, owner, clientCertificateId));
  return known ? ok(undefined) : fail(clientCertificateNotFound);
}
