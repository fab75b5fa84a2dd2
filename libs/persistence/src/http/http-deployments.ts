import type { HttpDeployment } from '#libs/api-definition';
import { LessThan, type FindOptionsWhere } from 'typeorm';
import type { ListPage } from '../database/list-page.js';
import { query, repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { HttpDeploymentEntity } from './http-deployment.entity.js';

/**
 * A deployment and how far its compilation is: neither digest nor error means that it has not been compiled.
 */
export interface HttpCompilationState {
  readonly deployment: HttpDeployment;
  readonly snapshotDigest: string | null;
  readonly compileError: string | null;
}

/** Frozen copies of APIs of version 2. The caller has checked who owns the API. */
export const httpDeployments = {
  find,
  list,
  listPosition,
  insert,
  update,
  remove,
  removeSuperseded,
  definitionOf,
  compilationStates,
  recordCompiled,
  recordCompileError,
};

async function find(
  uow: UnitOfWork,
  apiId: string,
  deploymentId: string,
): Promise<HttpCompilationState | undefined> {
  const row = await repositoryOf(uow, HttpDeploymentEntity).findOneBy({ apiId, deploymentId });
  return row ? toState(row) : undefined;
}

/** Newest first. `page.after` is a `listPosition`. */
async function list(uow: UnitOfWork, apiId: string, page: ListPage): Promise<HttpCompilationState[]> {
  const position = page.after === null ? null : /^(\d{1,15})\.(.*)$/s.exec(page.after);
  // A position that was not made here: nothing comes after it.
  if (page.after !== null && !position) return [];
  const rows = await repositoryOf(uow, HttpDeploymentEntity).find({
    where: position ? after(apiId, new Date(Number(position[1])), position[2] ?? '') : { apiId },
    order: { createdAt: 'DESC', deploymentId: 'DESC' },
    take: page.count,
  });
  return rows.map(toState);
}

const after = (
  apiId: string,
  createdAt: Date,
  deploymentId: string,
): FindOptionsWhere<HttpDeploymentEntity>[] => [
  { apiId, createdAt: LessThan(createdAt) },
  { apiId, createdAt, deploymentId: LessThan(deploymentId) },
];

/** Where a deployment stands in the list. */
function listPosition({ deployment: { createdAtMs, deploymentId } }: HttpCompilationState): string {
  return `${createdAtMs}.${deploymentId}`;
}

/** `definition` is the frozen definition as JSON text; `definitionDigest` is of its canonical form. */
async function insert(uow: UnitOfWork, deployment: HttpDeployment, definition: string): Promise<void> {
  const { createdAtMs, ...row } = deployment;
  await repositoryOf(uow, HttpDeploymentEntity).insert({
    ...row,
    createdAt: new Date(createdAtMs),
    definition,
  });
}

/** Only the description of a deployment may change. */
async function update(uow: UnitOfWork, { apiId, deploymentId, description }: HttpDeployment): Promise<void> {
  await repositoryOf(uow, HttpDeploymentEntity).update({ apiId, deploymentId }, { description });
}

/** Fails with a foreign key violation while a stage points to it; the caller checks that first. */
async function remove(uow: UnitOfWork, apiId: string, deploymentId: string): Promise<void> {
  await repositoryOf(uow, HttpDeploymentEntity).delete({ apiId, deploymentId });
}

/**
 * Takes away the oldest automatic deployments of an API that no stage points to, so that `keep` of them are
 * left: one is made by every write.
 */
async function removeSuperseded(uow: UnitOfWork, apiId: string, keep: number): Promise<void> {
  await query(
    uow,
    `DELETE FROM http_deployments WHERE api_id = $1 AND deployment_id IN (
       SELECT deployment_id FROM http_deployments d
        WHERE api_id = $1 AND auto_deployed AND NOT EXISTS (
          SELECT FROM http_stages s WHERE s.api_id = $1 AND s.deployment_id = d.deployment_id)
        ORDER BY created_at DESC, deployment_id DESC OFFSET $2)`,
    [apiId, keep],
  );
}

/** The frozen definition as JSON text. */
async function definitionOf(
  uow: UnitOfWork,
  apiId: string,
  deploymentId: string,
): Promise<string | undefined> {
  const rows = await query<{ definition: string }>(
    uow,
    'SELECT definition FROM http_deployments WHERE api_id = $1 AND deployment_id = $2',
    [apiId, deploymentId],
  );
  return rows[0]?.definition;
}

/** Every deployment of an API with its state, oldest first, for the compiler. */
async function compilationStates(uow: UnitOfWork, apiId: string): Promise<HttpCompilationState[]> {
  const rows = await repositoryOf(uow, HttpDeploymentEntity).find({
    where: { apiId },
    order: { createdAt: 'ASC', deploymentId: 'ASC' },
  });
  return rows.map(toState);
}

async function recordCompiled(
  uow: UnitOfWork,
  apiId: string,
  deploymentId: string,
  snapshotDigest: string,
): Promise<void> {
  await repositoryOf(uow, HttpDeploymentEntity).update(
    { apiId, deploymentId },
    { snapshotDigest, compileError: null },
  );
}

/** It never will compile: the same definition gives the same diagnostics. */
async function recordCompileError(
  uow: UnitOfWork,
  apiId: string,
  deploymentId: string,
  compileError: string,
): Promise<void> {
  await repositoryOf(uow, HttpDeploymentEntity).update({ apiId, deploymentId }, { compileError });
}

function toState({
  createdAt,
  snapshotDigest,
  compileError,
  ...row
}: HttpDeploymentEntity): HttpCompilationState {
  const { apiId, deploymentId, autoDeployed, description, definitionDigest } = row;
  return {
    deployment: {
      apiId,
      deploymentId,
      autoDeployed,
      description,
      createdAtMs: createdAt.getTime(),
      definitionDigest,
    },
    snapshotDigest,
    compileError,
  };
}
