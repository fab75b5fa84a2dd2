import type { Principal, PrincipalKind, PrincipalOf } from '#libs/identity';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf, rowCount } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { PrincipalEntity } from './principal.entity.js';

/** Users and roles of an account. What hangs on one (keys, policies) is written under its lock. */
export const principals = { find, findById, lock, list, count, insert, update, remove };

/** By name, in the case in which it was made. */
async function find<K extends PrincipalKind>(
  uow: UnitOfWork,
  accountId: string,
  kind: K,
  name: string,
): Promise<PrincipalOf<K> | undefined> {
  const row = await repositoryOf(uow, PrincipalEntity).findOneBy({ accountId, kind, name });
  return row ? toPrincipal<K>(row) : undefined;
}

/** In whatever account. */
async function findById(uow: UnitOfWork, id: string): Promise<Principal | undefined> {
  const row = await repositoryOf(uow, PrincipalEntity).findOneBy({ id });
  return row ? toPrincipal<PrincipalKind>(row) : undefined;
}

/** SELECT ... FOR UPDATE: what is limited per principal is counted and added to under this lock. */
async function lock<K extends PrincipalKind>(
  uow: UnitOfWork,
  accountId: string,
  kind: K,
  name: string,
): Promise<PrincipalOf<K> | undefined> {
  const row = await repositoryOf(uow, PrincipalEntity).findOne({
    where: { accountId, kind, name },
    lock: { mode: 'pessimistic_write' },
  });
  return row ? toPrincipal<K>(row) : undefined;
}

/** In the order of their names; those whose path begins so. */
async function list<K extends PrincipalKind>(
  uow: UnitOfWork,
  accountId: string,
  kind: K,
  pathPrefix: string,
  page: ListPage,
): Promise<PrincipalOf<K>[]> {
  const rows = await repositoryOf(uow, PrincipalEntity)
    .createQueryBuilder('p')
    .where('p.accountId = :accountId AND p.kind = :kind', { accountId, kind })
    .andWhere('p.path ^@ :pathPrefix AND p.name > :after', { pathPrefix, after: page.after ?? '' })
    .orderBy('p.name')
    .take(page.count)
    .getMany();
  return rows.map((row) => toPrincipal<K>(row));
}

/** How many of the kind the account has. */
async function count(uow: UnitOfWork, accountId: string, kind: PrincipalKind): Promise<number> {
  return repositoryOf(uow, PrincipalEntity).countBy({ accountId, kind });
}

/** False when the name is taken, in whatever case. */
async function insert(uow: UnitOfWork, principal: Principal): Promise<boolean> {
  const row = toRow(principal);
  const inserted = await query<unknown>(
    uow,
    `INSERT INTO iam_principals (id, account_id, kind, name, path, created_at, description, trust_policy,
                                 max_session_seconds, tags)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (account_id, kind, lower(name)) DO NOTHING RETURNING 1`,
    [
      row.id,
      row.accountId,
      row.kind,
      row.name,
      row.path,
      row.createdAt,
      row.description,
      row.trustPolicy,
      row.maxSessionSeconds,
      JSON.stringify(row.tags),
    ],
  );
  return inserted.length === 1;
}

/** Everything that may change, a user's name and path too. False when the new name is taken. */
async function update(uow: UnitOfWork, principal: Principal): Promise<boolean> {
  const { id, name, path, description, trustPolicy, maxSessionSeconds, tags } = toRow(principal);
  const updated = await rowCount(
    uow,
    `UPDATE iam_principals
        SET name = $2, path = $3, description = $4, trust_policy = $5, max_session_seconds = $6, tags = $7
      WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM iam_principals o
        WHERE o.account_id = iam_principals.account_id AND o.kind = iam_principals.kind
          AND lower(o.name) = lower($2) AND o.id <> $1)`,
    [id, name, path, description, trustPolicy, maxSessionSeconds, JSON.stringify(tags)],
  );
  return updated === 1;
}

/** Must have neither keys nor policies any more. */
async function remove(uow: UnitOfWork, id: string): Promise<void> {
  await repositoryOf(uow, PrincipalEntity).delete({ id });
}

function toRow(principal: Principal): PrincipalEntity {
  const { createdAtMs, tags, ...facts } = principal;
  const ofRole = { description: null, trustPolicy: null, maxSessionSeconds: null };
  return { ...ofRole, ...facts, createdAt: new Date(createdAtMs), tags: [...tags] };
}

function toPrincipal<K extends PrincipalKind>(row: PrincipalEntity): PrincipalOf<K> {
  const { createdAt, description, trustPolicy, maxSessionSeconds, ...facts } = row;
  const common = { ...facts, createdAtMs: createdAt.getTime() };
  const ofRole = { description, trustPolicy, maxSessionSeconds };
  // A CHECK of the table says that a role has these.
  return (row.kind === 'user' ? common : { ...common, ...ofRole }) as unknown as PrincipalOf<K>;
}
