import { ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { clientCertificates, type UnitOfWork } from '#libs/persistence';
import { page } from '../../../http/page.js';
import { presentClientCertificate } from './client-certificate.presenter.js';

/** GetClientCertificates. */
export async function getClientCertificates(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.GetClientCertificatesRequest,
): Promise<Result<v1.ClientCertificates>> {
  const { items, position } = await page(
    input,
    (listPage) => clientCertificates.list(uow, owner, listPage),
    ({ id }) => id,
  );
  return ok({ item: items.map((certificate) => presentClientCertificate(certificate)), position });
}
