import {
  isPrivateDomain,
  type DomainName,
  type DomainNameKey,
  type EndpointConfiguration,
  type MutualTlsAuthentication,
  type Owner,
} from '#libs/api-definition';
import { readCertificateArn } from '#libs/certificates';
import { MoreThan, type FindOptionsWhere } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { DomainNameEntity } from './domain-name.entity.js';

/** Custom domain names of an owner: private ones by name and id, the others by name. */
export const domainNames = {
  find,
  lock,
  hold,
  list,
  listPosition,
  insert,
  update,
  remove,
  certificateOf,
  setTruststore,
  idsWithTruststore,
  findAnywhere,
  findByHost,
  sealContextOf: (id: string): string => `domain-name/${id}`,
};

async function find(uow: UnitOfWork, owner: Owner, key: DomainNameKey): Promise<DomainName | undefined> {
  return toDomainName(await repositoryOf(uow, DomainNameEntity).findOneBy(whereOf(owner, key)));
}

/** SELECT ... FOR UPDATE: writes to a domain and to its mappings run one after the other. */
async function lock(uow: UnitOfWork, owner: Owner, key: DomainNameKey): Promise<DomainName | undefined> {
  const row = await repositoryOf(uow, DomainNameEntity).findOne({
    where: whereOf(owner, key),
    lock: { mode: 'pessimistic_write' },
  });
  return toDomainName(row);
}

/** SELECT ... FOR SHARE: the domain stays as it is until the transaction ends. */
async function hold(uow: UnitOfWork, owner: Owner, key: DomainNameKey): Promise<DomainName | undefined> {
  const row = await repositoryOf(uow, DomainNameEntity).findOne({
    where: whereOf(owner, key),
    lock: { mode: 'pessimistic_read' },
  });
  return toDomainName(row);
}

/** By name. `page.after` is a `listPosition`. */
async function list(uow: UnitOfWork, { accountId, region }: Owner, page: ListPage): Promise<DomainName[]> {
  const owned = { accountId, region };
  const [domainName = '', id = ''] = page.after?.split('+') ?? [];
  const rows = await repositoryOf(uow, DomainNameEntity).find({
    where:
      page.after === null
        ? owned
        : [
            { ...owned, domainName: MoreThan(domainName) },
            { ...owned, domainName, id: MoreThan(id) },
          ],
    order: { domainName: 'ASC', id: 'ASC' },
    take: page.count,
  });
  return rows.map((row) => toDomainName(row));
}

/** Where a domain stands in the list. */
function listPosition({ domainName, id }: DomainName): string {
  return `${domainName}+${id}`;
}

/**
 * False when the name is taken: a public one by anybody, a private one by the owner. `certificateSealed`:
 * what was uploaded, if anything.
 */
async function insert(
  uow: UnitOfWork,
  domain: DomainName,
  certificateSealed: Buffer | null,
): Promise<boolean> {
  await holdCertificates(uow, domain);
  const inserted = await query(
    uow,
    `INSERT INTO domain_names
            (id, account_id, region, domain_name, private, created_at, endpoint_configuration, certificate_name,
             certificate_arn, regional_certificate_name, regional_certificate_arn, certificate_uploaded_at,
             certificate_sealed, security_policy, endpoint_access_mode, mutual_tls_authentication,
             ownership_verification_certificate_arn, policy, routing_mode, tags)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [
      domain.id,
      domain.owner.accountId,
      domain.owner.region,
      domain.domainName,
      isPrivateDomain(domain),
      new Date(domain.createdAtMs),
      JSON.stringify(domain.endpointConfiguration),
      domain.certificateName,
      domain.certificateArn,
      domain.regionalCertificateName,
      domain.regionalCertificateArn,
      new Date(domain.certificateUploadedAtMs),
      certificateSealed,
      domain.securityPolicy,
      domain.endpointAccessMode,
      domain.mutualTlsAuthentication && JSON.stringify(domain.mutualTlsAuthentication),
      domain.ownershipVerificationCertificateArn,
      domain.policy,
      domain.routingMode,
      JSON.stringify(domain.tags),
    ],
  );
  return inserted.length > 0;
}

async function update(uow: UnitOfWork, domain: DomainName): Promise<void> {
  await holdCertificates(uow, domain);
  const { id, ...row } = toRow(domain);
  await repositoryOf(uow, DomainNameEntity).update({ id }, row);
}

/**
 * What a domain is about to name cannot be deleted until the transaction ends, and then is seen to be in use.
 */
async function holdCertificates(
  uow: UnitOfWork,
  { certificateArn, regionalCertificateArn, ownershipVerificationCertificateArn }: DomainName,
): Promise<void> {
  const arns = [certificateArn, regionalCertificateArn, ownershipVerificationCertificateArn];
  const ids = arns.flatMap((arn) => readCertificateArn(arn ?? '')?.id ?? []);
  if (ids.length === 0) return;
  await query(uow, 'SELECT 1 FROM certificates WHERE id = ANY($1) ORDER BY id FOR KEY SHARE', [ids]);
}

/** Takes its mappings and access associations with it. */
async function remove(uow: UnitOfWork, id: string): Promise<void> {
  await repositoryOf(uow, DomainNameEntity).delete({ id });
}

/**
 * The uploaded certificate, to be opened by the sealer with `sealContextOf`. For what will serve the domain.
 */
async function certificateOf(uow: UnitOfWork, id: string): Promise<Buffer | null> {
  const row = await repositoryOf(uow, DomainNameEntity).findOne({
    where: { id },
    select: { id: true, certificateSealed: true },
  });
  return row?.certificateSealed ?? null;
}

/** As it was read; null takes it away. */
async function setTruststore(uow: UnitOfWork, id: string, read: StoredTruststore | null): Promise<void> {
  const revocations = read?.revocations ?? null;
  await repositoryOf(uow, DomainNameEntity).update(
    { id },
    {
      truststore: read?.certificates ?? null,
      revocations: revocations?.entries ?? null,
      revocationsUntil: revocations && new Date(revocations.untilMs),
    },
  );
}

/** Some ids of domains that a truststore was read for, after one; '' for the first. */
async function idsWithTruststore(uow: UnitOfWork, after: string, count: number): Promise<string[]> {
  const rows = await query<{ readonly id: string }>(
    uow,
    'SELECT id FROM domain_names WHERE truststore IS NOT NULL AND id > $1 ORDER BY id LIMIT $2',
    [after, count],
  );
  return rows.map(({ id }) => id);
}

/** Null when none has been read. */
async function truststoreOf(uow: UnitOfWork, id: string): Promise<StoredTruststore | null> {
  const row = await repositoryOf(uow, DomainNameEntity).findOne({
    where: { id },
    select: { id: true, truststore: true, revocations: true, revocationsUntil: true },
  });
  if (!row?.truststore) return null;
  const { truststore: certificates, revocations: entries, revocationsUntil } = row;
  const revocations = entries && revocationsUntil && { entries, untilMs: revocationsUntil.getTime() };
  return { certificates, revocations: revocations || null };
}

/** A truststore as it was read from S3. */
export interface StoredTruststore {
  /** PEM. */
  readonly certificates: string;
  /** What its lists say is revoked (`Revocations` of libs/certificates), and until when they are of date. */
  readonly revocations: { readonly entries: Buffer; readonly untilMs: number } | null;
}

/** A domain with what else its document is made of. */
interface FoundDomain {
  readonly domain: DomainName;
  /** The uploaded certificate. */
  readonly certificateSealed: Buffer | null;
  readonly truststore: StoredTruststore | null;
}

/** Whoever's it is; for what publishes it. */
async function findAnywhere(uow: UnitOfWork, id: string): Promise<FoundDomain | undefined> {
  const row = await repositoryOf(uow, DomainNameEntity).findOneBy({ id });
  if (!row) return undefined;
  const domain = toDomainName(row);
  const truststore = domain.mutualTlsAuthentication ? await truststoreOf(uow, id) : null;
  return { domain, certificateSealed: await certificateOf(uow, id), truststore };
}

/**
 * Whoever's domain a host name leads to: the public one of that name, else the one whose wildcard covers it.
 */
async function findByHost(
  uow: UnitOfWork,
  hostName: string,
): Promise<{ readonly domain: DomainName; readonly hasTruststore: boolean } | undefined> {
  const dot = hostName.indexOf('.');
  const names = [hostName, ...(dot > 0 ? [`*${hostName.slice(dot)}`] : [])];
  const repository = repositoryOf(uow, DomainNameEntity);
  for (const domainName of names) {
    const row = await repository.findOneBy({ domainName, private: false });
    if (row) {
      const domain = toDomainName(row);
      const hasTruststore =
        domain.mutualTlsAuthentication !== null && (await truststoreOf(uow, domain.id)) !== null;
      return { domain, hasTruststore };
    }
  }
  return undefined;
}

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });

const whereOf = (
  owner: Owner,
  { domainName, domainNameId }: DomainNameKey,
): FindOptionsWhere<DomainNameEntity> => ({
  ...ownedBy(owner),
  domainName,
  ...(domainNameId === null ? { private: false } : { private: true, id: domainNameId }),
});

function toDomainName(row: DomainNameEntity): DomainName;
function toDomainName(row: DomainNameEntity | null): DomainName | undefined;
function toDomainName(row: DomainNameEntity | null): DomainName | undefined {
  if (!row) return undefined;
  const { accountId, region, private: _private, createdAt, certificateUploadedAt, ...rest } = row;
  const { certificateSealed: _certificateSealed, truststore: _truststore, ...ofTruststore } = rest;
  const { revocations: _revocations, revocationsUntil: _revocationsUntil, ...shown } = ofTruststore;
  return {
    ...shown,
    owner: { accountId, region },
    createdAtMs: createdAt.getTime(),
    certificateUploadedAtMs: certificateUploadedAt.getTime(),
    // Written by `toRow` only, so the stored values are the types' own.
    endpointConfiguration: row.endpointConfiguration as EndpointConfiguration,
    mutualTlsAuthentication: row.mutualTlsAuthentication as MutualTlsAuthentication | null,
    tags: row.tags as DomainName['tags'],
  };
}

function toRow(domain: DomainName) {
  const { owner, createdAtMs, certificateUploadedAtMs, ...rest } = domain;
  return {
    ...rest,
    ...ownedBy(owner),
    private: isPrivateDomain(domain),
    createdAt: new Date(createdAtMs),
    certificateUploadedAt: new Date(certificateUploadedAtMs),
  };
}
