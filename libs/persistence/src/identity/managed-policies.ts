import type { ManagedPolicy } from '#libs/identity';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { ManagedPolicyEntity } from './managed-policy.entity.js';

/** Managed policies of an account. Versions and attachments are written under the policy's lock. */
export const managedPolicies = { find, lock, hold, list, count, insert, update, remove };

/** How a list is narrowed. */
export interface ManagedPolicyFilter {
  readonly pathPrefix: string;
  readonly onlyAttached: boolean;
}

/** By name, in the case in which it was made. */
async function find(uow: UnitOfWork, accountId: string, name: string): Promise<ManagedPolicy | undefined> {
  return toPolicy(await repositoryOf(uow, ManagedPolicyEntity).findOneBy({ accountId, name }));
}

/** SELECT ... FOR UPDATE. */
async function lock(uow: UnitOfWork, accountId: string, name: string): Promise<ManagedPolicy | undefined> {
  const row = await repositoryOf(uow, ManagedPolicyEntity).findOne({
    where: { accountId, name },
    lock: { mode: 'pessimistic_write' },
  });
  return toPolicy(row);
}

/** The same, but others may hold it too: it is not deleted until the transaction ends. */
async function hold(uow: UnitOfWork, accountId: string, name: string): Promise<ManagedPolicy | undefined> {
  const row = await repositoryOf(uow, ManagedPolicyEntity).findOne({
    where: { accountId, name },
    lock: { mode: 'pessimistic_read' },
  });
  return toPolicy(row);
}

/** In the order of their names. */
async function list(
  uow: UnitOfWork,
  accountId: string,
  { pathPrefix, onlyAttached }: ManagedPolicyFilter,
  page: ListPage,
): Promise<ManagedPolicy[]> {
  const attached = 'EXISTS (SELECT 1 FROM iam_attached_policies a WHERE a.policy_id = p.id)';
  const rows = await repositoryOf(uow, ManagedPolicyEntity)
    .createQueryBuilder('p')
    .where('p.accountId = :accountId AND p.path ^@ :pathPrefix', { accountId, pathPrefix })
    .andWhere(`p.name > :after${onlyAttached ? ` AND ${attached}` : ''}`, { after: page.after ?? '' })
    .orderBy('p.name')
    .take(page.count)
    .getMany();
  return rows.map((row) => toPolicy(row));
}

async function count(uow: UnitOfWork, accountId: string): Promise<number> {
  return repositoryOf(uow, ManagedPolicyEntity).countBy({ accountId });
}

/** False when the name is taken, in whatever case. */
async function insert(uow: UnitOfWork, policy: ManagedPolicy): Promise<boolean> {
  const inserted = await query<unknown>(
    uow,
    `INSERT INTO iam_policies (id, account_id, name, path, description, created_at, updated_at,
                               default_version, last_version, tags)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (account_id, lower(name)) DO NOTHING RETURNING 1`,
    [
      policy.id,
      policy.accountId,
      policy.name,
      policy.path,
      policy.description,
      new Date(policy.createdAtMs),
      new Date(policy.updatedAtMs),
      policy.defaultVersion,
      policy.lastVersion,
      JSON.stringify(policy.tags),
    ],
  );
  return inserted.length === 1;
}

/** What may change: which version is in force, the count of versions, tags. */
async function update(uow: UnitOfWork, policy: ManagedPolicy): Promise<void> {
  const { id, defaultVersion, lastVersion, updatedAtMs, tags } = policy;
  const updatedAt = new Date(updatedAtMs);
  await repositoryOf(uow, ManagedPolicyEntity).update(
    { id },
    { defaultVersion, lastVersion, updatedAt, tags: [...tags] },
  );
}

/** With its versions. Must be attached to nothing any more. */
async function remove(uow: UnitOfWork, id: string): Promise<void> {
  await repositoryOf(uow, ManagedPolicyEntity).delete({ id });
}

function toPolicy(row: ManagedPolicyEntity): ManagedPolicy;
function toPolicy(row: ManagedPolicyEntity | null): ManagedPolicy | undefined;
function toPolicy(row: ManagedPolicyEntity | null): ManagedPolicy | undefined {
  if (!row) return undefined;
  const { createdAt, updatedAt, ...facts } = row;
  return { ...facts, createdAtMs: createdAt.getTime(), updatedAtMs: updatedAt.getTime() };
}
