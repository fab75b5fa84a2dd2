import type { InlinePolicy } from '#libs/identity';
import { MoreThan } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { InlinePolicyEntity } from './inline-policy.entity.js';

/** Policies of one user or role alone. Writes come under the principal's lock. */
export const inlinePolicies = { find, all, listNames, put, remove };

async function find(uow: UnitOfWork, principalId: string, name: string): Promise<InlinePolicy | undefined> {
  return (await repositoryOf(uow, InlinePolicyEntity).findOneBy({ principalId, name })) ?? undefined;
}

/** In the order of their names; few, since their size is limited in all. */
async function all(uow: UnitOfWork, principalId: string): Promise<InlinePolicy[]> {
  return repositoryOf(uow, InlinePolicyEntity).find({ where: { principalId }, order: { name: 'ASC' } });
}

async function listNames(uow: UnitOfWork, principalId: string, page: ListPage): Promise<string[]> {
  const rows = await repositoryOf(uow, InlinePolicyEntity).find({
    select: { name: true, principalId: true },
    where: { principalId, name: MoreThan(page.after ?? '') },
    order: { name: 'ASC' },
    take: page.count,
  });
  return rows.map(({ name }) => name);
}

async function put(uow: UnitOfWork, principalId: string, { name, document }: InlinePolicy): Promise<void> {
  const key = ['principalId', 'name'];
  await repositoryOf(uow, InlinePolicyEntity).upsert({ principalId, name, document }, key);
}

/** Whether there was one. */
async function remove(uow: UnitOfWork, principalId: string, name: string): Promise<boolean> {
  return (await repositoryOf(uow, InlinePolicyEntity).delete({ principalId, name })).affected === 1;
}
