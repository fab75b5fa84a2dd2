import type { Owner } from '#libs/api-definition';
import { readCertificateArn, type Certificate } from '#libs/certificates';
import { certificates, type UnitOfWork } from '#libs/persistence';
import { invalidArn, noSuchCertificate } from './refusals.js';

/** The certificate of an ARN, if it is the caller's. @throws WireException */
export const findCertificate = (uow: UnitOfWork, owner: Owner, arn: string): Promise<Certificate> =>
  require(owner, arn, (id) => certificates.find(uow, owner, id));

/** The same, and nobody can change it until the transaction ends. */
export const lockCertificate = (uow: UnitOfWork, owner: Owner, arn: string): Promise<Certificate> =>
  require(owner, arn, (id) => certificates.lock(uow, owner, id));

async function require(
  owner: Owner,
  arn: string,
  read: (id: string) => Promise<Certificate | undefined>,
): Promise<Certificate> {
  const named = readCertificateArn(arn);
  if (!named) throw invalidArn(arn);
  const isOwn = named.owner.accountId === owner.accountId && named.owner.region === owner.region;
  const found = isOwn ? await read(named.id) : undefined;
  if (!found) throw noSuchCertificate(arn);
  return found;
}
