import type { DomainNameAccessAssociation, Owner } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { AccessAssociationEntity } from './access-association.entity.js';

/** Which VPC endpoints may call the owner's private domains. */
export const accessAssociations = { find, list, sourcesOf, insert, remove };

async function find(
  uow: UnitOfWork,
  owner: Owner,
  arn: string,
): Promise<DomainNameAccessAssociation | undefined> {
  const row = await repositoryOf(uow, AccessAssociationEntity).findOneBy({ ...ownedBy(owner), arn });
  return row ? toAssociation(row) : undefined;
}

/** By ARN. */
async function list(uow: UnitOfWork, owner: Owner, page: ListPage): Promise<DomainNameAccessAssociation[]> {
  const rows = await repositoryOf(uow, AccessAssociationEntity).find({
    where: { ...ownedBy(owner), ...(page.after === null ? {} : { arn: MoreThan(page.after) }) },
    order: { arn: 'ASC' },
    take: page.count,
  });
  return rows.map(toAssociation);
}

/** The VPC endpoints that may call a domain. */
async function sourcesOf(uow: UnitOfWork, domainId: string): Promise<string[]> {
  const rows = await repositoryOf(uow, AccessAssociationEntity).findBy({ domainId });
  return rows.map(({ source }) => source);
}

/**
 * False when the endpoint has one with a domain of this name, whoever's that is: what is called through it
 * must lead to one place.
 */
async function insert(
  uow: UnitOfWork,
  domainName: string,
  { owner, ...association }: DomainNameAccessAssociation,
): Promise<boolean> {
  const place = `access association ${owner.region} ${association.source} ${domainName}`;
  await query(uow, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [place]);
  const inserted = await query(
    uow,
    `INSERT INTO domain_name_access_associations
            (arn, account_id, region, domain_id, domain_name_arn, source_type, source, tags)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8::jsonb
      WHERE NOT EXISTS (SELECT 1 FROM domain_name_access_associations other
                          JOIN domain_names domain ON domain.id = other.domain_id
                         WHERE other.source = $7 AND other.region = $3 AND domain.domain_name = $9)
     ON CONFLICT DO NOTHING RETURNING 1`,
    [
      association.arn,
      owner.accountId,
      owner.region,
      association.domainId,
      association.domainNameArn,
      association.sourceType,
      association.source,
      JSON.stringify(association.tags),
      domainName,
    ],
  );
  return inserted.length > 0;
}

/** What was removed; undefined when there was nothing. */
async function remove(
  uow: UnitOfWork,
  owner: Owner,
  arn: string,
): Promise<DomainNameAccessAssociation | undefined> {
  const association = await find(uow, owner, arn);
  const { affected } = await repositoryOf(uow, AccessAssociationEntity).delete({ ...ownedBy(owner), arn });
  return affected === 1 ? association : undefined;
}

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });

function toAssociation({ accountId, region, ...row }: AccessAssociationEntity): DomainNameAccessAssociation {
  return {
    ...row,
    owner: { accountId, region },
    tags: row.tags as DomainNameAccessAssociation['tags'],
  };
}
