import type { DomainNameAccessAssociation, Owner } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { AccessAssociationEntity } from './access-association.entity.js';

/** Which VPC endpoints may call the owner's private domains. */
export const accessAssociations = { find, list, insert, remove };

async function find(
  uow: UnitOfWork,
  owner: Owner,
  arn: string,
): Promise<DomainNameAccessAssociation | undefined> {
  const row = await uow.manager.findOneBy(AccessAssociationEntity, { ...ownedBy(owner), arn });
  return row ? toAssociation(row) : undefined;
}

/** By ARN. */
async function list(uow: UnitOfWork, owner: Owner, page: ListPage): Promise<DomainNameAccessAssociation[]> {
  const rows = await uow.manager.find(AccessAssociationEntity, {
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
  const inserted = await uow.manager
    .createQueryBuilder()
    .insert()
    .into(AccessAssociationEntity)
    .values({ ...association, ...ownedBy(owner) })
    .orIgnore()
    .returning('arn')
    .execute();
  return (inserted.raw as unknown[]).length > 0;
}

/** Whether there was one. */
async function remove(uow: UnitOfWork, owner: Owner, arn: string): Promise<boolean> {
  return (await uow.manager.delete(AccessAssociationEntity, { ...ownedBy(owner), arn })).affected === 1;
}

const ownedBy = ({ accountId, region }: Owner) => ({ accountId, region });

function toAssociation({ accountId, region, ...row }: AccessAssociationEntity): DomainNameAccessAssociation {
  return {
    ...row,
    owner: { accountId, region },
    tags: row.tags as DomainNameAccessAssociation['tags'],
  };
}
