import type { Deployment } from '#libs/api-definition';
import { In, LessThan, type FindOptionsWhere } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentEntity } from './deployment.entity.js';

/**
 * A Deployment and how far its compilation is: neither digest nor error means that it has not been compiled.
 */
export interface CompilationState {
  readonly deployment: Deployment;
  readonly snapshotDigest: string | null;
  readonly compileError: string | null;
}

/** Frozen copies of RestApis. The caller has checked who owns the RestApi (`restApis.find` or `lock`). */
export const deployments = {
  find,
  list,
  listPosition,
  knownIds,
  insert,
  update,
  remove,
  definitionOf,
  compilationStates,
  recordCompiled,
  recordCompileError,
};

async function find(uow: UnitOfWork, restApiId: string, id: string): Promise<Deployment | undefined> {
  const row = await repositoryOf(uow, DeploymentEntity).findOneBy({ restApiId, id });
  return row ? toDeployment(row) : undefined;
}

/** Newest first. `page.after` is a `listPosition`. */
async function list(uow: UnitOfWork, restApiId: string, page: ListPage): Promise<Deployment[]> {
  const position = page.after === null ? null : /^(\d{1,15})\.(.*)$/s.exec(page.after);
  // A position that was not made here: nothing comes after it.
  if (page.after !== null && !position) return [];
  const rows = await repositoryOf(uow, DeploymentEntity).find({
    where: position ? after(restApiId, new Date(Number(position[1])), position[2] ?? '') : { restApiId },
    order: { createdAt: 'DESC', id: 'DESC' },
    take: page.count,
  });
  return rows.map(toDeployment);
}

const after = (restApiId: string, createdAt: Date, id: string): FindOptionsWhere<DeploymentEntity>[] => [
  { restApiId, createdAt: LessThan(createdAt) },
  { restApiId, createdAt, id: LessThan(id) },
];

/** Where a Deployment stands in the list. */
function listPosition({ createdAtMs, id }: Deployment): string {
  return `${createdAtMs}.${id}`;
}

/** Those of the ids that the RestApi has. */
async function knownIds(uow: UnitOfWork, restApiId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await repositoryOf(uow, DeploymentEntity).findBy({ restApiId, id: In([...ids]) });
  return new Set(rows.map(({ id }) => id));
}

/** `definition` is the frozen definition as JSON text; `definitionDigest` is of its canonical form. */
async function insert(uow: UnitOfWork, deployment: Deployment, definition: string): Promise<void> {
  const { createdAtMs, ...row } = deployment;
  await repositoryOf(uow, DeploymentEntity).insert({ ...row, createdAt: new Date(createdAtMs), definition });
}

/** Only the description of a Deployment may change. */
async function update(uow: UnitOfWork, { restApiId, id, description }: Deployment): Promise<void> {
  await repositoryOf(uow, DeploymentEntity).update({ restApiId, id }, { description });
}

/** Fails with a foreign key violation while a Stage points to it; the caller checks that first. */
async function remove(uow: UnitOfWork, restApiId: string, id: string): Promise<void> {
  await repositoryOf(uow, DeploymentEntity).delete({ restApiId, id });
}

/**
 * The frozen definition as JSON text, members in the order of the definition (sorted, where an earlier
 * release froze it).
 */
async function definitionOf(uow: UnitOfWork, restApiId: string, id: string): Promise<string | undefined> {
  const rows = await query<{ definition: string }>(
    uow,
    'SELECT definition FROM deployments WHERE rest_api_id = $1 AND id = $2',
    [restApiId, id],
  );
  return rows[0]?.definition;
}

/** Every Deployment of a RestApi with its state, oldest first, for the compiler. */
async function compilationStates(uow: UnitOfWork, restApiId: string): Promise<CompilationState[]> {
  const rows = await repositoryOf(uow, DeploymentEntity).find({
    where: { restApiId },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  return rows.map((row) => ({
    deployment: toDeployment(row),
    snapshotDigest: row.snapshotDigest,
    compileError: row.compileError,
  }));
}

async function recordCompiled(
  uow: UnitOfWork,
  restApiId: string,
  id: string,
  snapshotDigest: string,
): Promise<void> {
  await repositoryOf(uow, DeploymentEntity).update({ restApiId, id }, { snapshotDigest, compileError: null });
}

/** It never will compile: the same definition gives the same diagnostics. */
async function recordCompileError(
  uow: UnitOfWork,
  restApiId: string,
  id: string,
  compileError: string,
): Promise<void> {
  await repositoryOf(uow, DeploymentEntity).update({ restApiId, id }, { compileError });
}

function toDeployment(row: DeploymentEntity): Deployment {
  const { restApiId, id, description, createdAt, definitionDigest } = row;
  return { restApiId, id, description, createdAtMs: createdAt.getTime(), definitionDigest };
}
