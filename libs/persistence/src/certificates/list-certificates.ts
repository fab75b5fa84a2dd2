import type { Owner } from '#libs/api-definition';
import type { Certificate } from '#libs/certificates';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { toCertificate } from './certificate-row.js';
import type { CertificateEntity } from './certificate.entity.js';

/** Which certificates are listed; null for a question that is not asked. */
export interface CertificateSearch {
  readonly statuses: readonly string[] | null;
  readonly keyAlgorithms: readonly string[] | null;
  /** At least one of them, as of the next. */
  readonly keyUsages: readonly string[] | null;
  readonly extendedKeyUsages: readonly string[] | null;
  readonly newestFirst: boolean;
  /** What the page before ended with. */
  readonly after: CertificatePlace | null;
  readonly count: number;
  readonly nowMs: number;
}

/** Where a certificate stands in a list. */
export interface CertificatePlace {
  readonly createdAtMs: number;
  readonly id: string;
}

export interface ListedCertificate {
  readonly certificate: Certificate;
  readonly inUse: boolean;
}

/** By when they were made. */
export async function listCertificates(
  uow: UnitOfWork,
  { accountId, region }: Owner,
  search: CertificateSearch,
): Promise<ListedCertificate[]> {
  const [beyond, order] = search.newestFirst ? ['<', 'DESC'] : ['>', 'ASC'];
  const rows = await query<
    Omit<CertificateEntity, 'privateKeySealed' | 'idempotencyToken' | 'renewAt'> & { readonly inUse: boolean }
  >(
    uow,
    `SELECT c.id, c.account_id AS "accountId", c.region, c.type, c.status, c.domain_name AS "domainName",
            c.subject_alternative_names AS "subjectAlternativeNames", c.key_algorithm AS "keyAlgorithm",
            c.certificate, c.chain, c.facts, c.not_after AS "notAfter", c.created_at AS "createdAt",
            c.imported_at AS "importedAt", c.issued_at AS "issuedAt", c.failure_reason AS "failureReason",
            c.options, c.tags,
            EXISTS (SELECT FROM domain_names d
                     WHERE d.certificate_arn = ${arn} OR d.regional_certificate_arn = ${arn}
                        OR d.ownership_verification_certificate_arn = ${arn})
              AS "inUse"
       FROM certificates c
      WHERE c.account_id = $1 AND c.region = $2
        AND ($3::text[] IS NULL
             OR CASE WHEN c.status = 'ISSUED' AND c.not_after < $4 THEN 'EXPIRED' ELSE c.status END = ANY($3))
        AND ($5::text[] IS NULL OR c.key_algorithm = ANY($5))
        AND ($6::text[] IS NULL OR c.facts->'keyUsages' ?| $6)
        AND ($7::text[] IS NULL OR EXISTS (
          SELECT FROM jsonb_array_elements(c.facts->'extendedKeyUsages') usage WHERE usage->>'name' = ANY($7)))
        AND ($8::timestamptz IS NULL OR (c.created_at, c.id) ${beyond} ($8, $9))
      ORDER BY c.created_at ${order}, c.id ${order} LIMIT $10`,
    [
      accountId,
      region,
      search.statuses,
      new Date(search.nowMs),
      search.keyAlgorithms,
      search.keyUsages,
      search.extendedKeyUsages,
      search.after && new Date(search.after.createdAtMs),
      search.after?.id ?? null,
      search.count,
    ],
  );
  return rows.map(({ inUse, ...row }) => ({ certificate: toCertificate(row), inUse }));
}

const arn = `'arn:aws:acm:' || c.region || ':' || c.account_id || ':certificate/' || c.id`;
