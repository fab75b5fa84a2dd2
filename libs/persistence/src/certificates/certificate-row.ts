import { renewAtMs, type Certificate, type IssuedCertificate } from '#libs/certificates';
import type { CertificateEntity } from './certificate.entity.js';

type Row = Omit<CertificateEntity, 'privateKeySealed' | 'idempotencyToken'>;

const msOf = (at: Date | null): number | null => at?.getTime() ?? null;
const dateOf = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** A row as the noun that it stands for. */
export function toCertificate(row: Omit<Row, 'renewAt'>): Certificate {
  const { certificate, chain, facts } = row;
  return {
    owner: { accountId: row.accountId, region: row.region },
    id: row.id,
    type: row.type as Certificate['type'],
    status: row.status as Certificate['status'],
    domainName: row.domainName,
    subjectAlternativeNames: row.subjectAlternativeNames,
    keyAlgorithm: row.keyAlgorithm as Certificate['keyAlgorithm'],
    issued:
      certificate === null || facts === null
        ? null
        : { certificate, chain, facts: facts as IssuedCertificate['facts'] },
    createdAtMs: row.createdAt.getTime(),
    importedAtMs: msOf(row.importedAt),
    issuedAtMs: msOf(row.issuedAt),
    failureReason: row.failureReason,
    ...(row.options as Pick<Certificate, 'certificateTransparencyLogging'>),
    tags: row.tags as Certificate['tags'],
  };
}

/** The columns of a certificate, but for its private key. */
export const toRow = (certificate: Certificate): Row => ({
  id: certificate.id,
  accountId: certificate.owner.accountId,
  region: certificate.owner.region,
  type: certificate.type,
  status: certificate.status,
  domainName: certificate.domainName,
  subjectAlternativeNames: [...certificate.subjectAlternativeNames],
  keyAlgorithm: certificate.keyAlgorithm,
  certificate: certificate.issued?.certificate ?? null,
  chain: certificate.issued?.chain ?? null,
  facts: certificate.issued?.facts ?? null,
  notAfter: dateOf(certificate.issued?.facts.notAfterMs ?? null),
  createdAt: new Date(certificate.createdAtMs),
  importedAt: dateOf(certificate.importedAtMs),
  issuedAt: dateOf(certificate.issuedAtMs),
  failureReason: certificate.failureReason,
  renewAt: dateOf(renewAtMs(certificate)),
  options: { certificateTransparencyLogging: certificate.certificateTransparencyLogging },
  tags: certificate.tags,
});
