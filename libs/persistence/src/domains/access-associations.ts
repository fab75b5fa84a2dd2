import type { DomainNameAccessAssociation, Owner } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { AccessAssociationEntity } from './access-association.entity.js';

/** Which VPC endpoints may call the owner's private domains. */
export const accessAssociations = { find, list, insert, remove };

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

/** False when there is one of this ARN. */
async function insert(
  uow: UnitOfWork,
  { owner, ...association }: DomainNameAccessAssociation,
): Promise<boolean> {
  const inserted = await query(
    uow,
    `INSERT INTO domain_name_access_associations
            (arn, account_id, region, domain_id, domain_name_arn, source_type, source, tags)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1`,
    [
      association.arn,
      owner.accountId,
      owner.region,
      association.domainId,
      association.domainNameArn,
      association.sourceType,
      association.source,
      JSON.stringify(association.tags),
    ],
  );
  return inserted.length > 0;
}

/** Whether there was one. */
async function remove(uow: UnitOfWork, owner: Owner, arn: string): Promise<boolean> {
  return (await repositoryOf(uow, AccessAssociationEntity).delete({ ...ownedBy(owner), arn })).affected === 1;
}

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });

function toAssociation({ accountId, region, ...row }: AccessAssociationEntity): DomainNameAccessAssociation {
  return {
    ...row,
    owner: { accountId, region },
    tags: row.tags as DomainNameAccessAssociation['tags'],
  };
}
