import type { Owner } from '#libs/api-definition';
import { certificateArn, type Certificate, type IssuedCertificate } from '#libs/certificates';
import { MoreThanOrEqual } from 'typeorm';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { toCertificate, toRow } from './certificate-row.js';
import { CertificateEntity } from './certificate.entity.js';

/** ACM's certificates of an owner. The private key leaves by `findIssued` alone, sealed. */
export const certificates = {
  find,
  lock,
  hold,
  insert,
  update,
  remove,
  findIssued,
  usersOf,
  findRequested,
  sealContextOf: (id: string): string => `certificate/${id}`,
};

async function find(uow: UnitOfWork, owner: Owner, id: string): Promise<Certificate | undefined> {
  const row = await repositoryOf(uow, CertificateEntity).findOneBy({ ...ownedBy(owner), id });
  return row ? toCertificate(row) : undefined;
}

/** SELECT ... FOR UPDATE. */
async function lock(uow: UnitOfWork, owner: Owner, id: string): Promise<Certificate | undefined> {
  const row = await repositoryOf(uow, CertificateEntity).findOne({
    where: { ...ownedBy(owner), id },
    lock: { mode: 'pessimistic_write' },
  });
  return row ? toCertificate(row) : undefined;
}

/** The certificate, if the owner has it; then nobody can delete it until the transaction ends. */
async function hold(uow: UnitOfWork, owner: Owner, id: string): Promise<Certificate | undefined> {
  const held = await query<unknown>(
    uow,
    'SELECT 1 FROM certificates WHERE id = $1 AND account_id = $2 AND region = $3 FOR KEY SHARE',
    [id, owner.accountId, owner.region],
  );
  return held.length > 0 ? find(uow, owner, id) : undefined;
}

/** `privateKeySealed`: null until it is issued. `idempotencyToken`: of the request for it. */
async function insert(
  uow: UnitOfWork,
  certificate: Certificate,
  privateKeySealed: Buffer | null,
  idempotencyToken: string | null = null,
): Promise<void> {
  const row = { ...toRow(certificate), privateKeySealed, idempotencyToken };
  await repositoryOf(uow, CertificateEntity).insert(row);
}

/** After `lock`; the private key stays as it is where none is given. */
async function update(uow: UnitOfWork, certificate: Certificate, privateKeySealed?: Buffer): Promise<void> {
  const { id, ...row } = toRow(certificate);
  await repositoryOf(uow, CertificateEntity).update(
    { id },
    { ...row, ...(privateKeySealed && { privateKeySealed }) },
  );
}

async function remove(uow: UnitOfWork, id: string): Promise<void> {
  await repositoryOf(uow, CertificateEntity).delete({ id });
}

/**
 * Whoever owns it, with the private key, PEM, to be opened by the sealer with `sealContextOf`; undefined
 * until it is issued. For what publishes it.
 */
async function findIssued(
  uow: UnitOfWork,
  id: string,
): Promise<
  | {
      readonly certificate: Certificate;
      readonly issued: IssuedCertificate;
      readonly privateKeySealed: Buffer;
    }
  | undefined
> {
  const row = await repositoryOf(uow, CertificateEntity)
    .createQueryBuilder('certificate')
    .addSelect('certificate.privateKeySealed')
    .where('certificate.id = :id', { id })
    .getOne();
  const certificate = row ? toCertificate(row) : undefined;
  if (!row?.privateKeySealed || !certificate?.issued) return undefined;
  return { certificate, issued: certificate.issued, privateKeySealed: row.privateKeySealed };
}

/** What was requested with a token since a time. */
async function findRequested(
  uow: UnitOfWork,
  owner: Owner,
  idempotencyToken: string,
  sinceMs: number,
): Promise<Certificate | undefined> {
  const row = await repositoryOf(uow, CertificateEntity).findOne({
    where: { ...ownedBy(owner), idempotencyToken, createdAt: MoreThanOrEqual(new Date(sinceMs)) },
    order: { createdAt: 'DESC' },
  });
  return row ? toCertificate(row) : undefined;
}

/** The domains that name the certificate, a few of them, by their names. */
async function usersOf(
  uow: UnitOfWork,
  owner: Owner,
  id: string,
): Promise<{ readonly domainName: string; readonly domainNameId: string | null }[]> {
  return query(
    uow,
    `SELECT domain_name AS "domainName", CASE WHEN private THEN id END AS "domainNameId" FROM domain_names
      WHERE (certificate_arn = $1 OR regional_certificate_arn = $1 OR ownership_verification_certificate_arn = $1)
      ORDER BY domain_name, id LIMIT 100`,
    [certificateArn(owner, id)],
  );
}

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });
