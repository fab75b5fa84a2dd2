import type { DocumentationPart, DocumentationVersion, Owner } from '#libs/api-definition';
import { MoreThan } from 'typeorm';
import { ofOwner } from './of-owner.js';
import type { ListPage } from '../database/list-page.js';
import { repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { DocumentationVersionEntity } from './documentation-version.entity.js';

/** A version without its parts, which most responses do not show. */
export type DocumentationVersionSummary = Omit<DocumentationVersion, 'parts'>;

/**
 * Documentation versions of a RestApi. `findOwned` checks who owns the RestApi; for a write, the lock taken
 * before it does.
 */
export const documentationVersions = {
  exists,
  find,
  findOwned,
  partsOf,
  list,
  insert,
  updateDescription,
  remove,
};

async function exists(uow: UnitOfWork, restApiId: string, version: string): Promise<boolean> {
  return repositoryOf(uow, DocumentationVersionEntity).existsBy({ restApiId, version });
}

async function find(
  uow: UnitOfWork,
  restApiId: string,
  version: string,
): Promise<DocumentationVersionSummary | undefined> {
  return toSummary(await repositoryOf(uow, DocumentationVersionEntity).findOneBy({ restApiId, version }));
}

async function findOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  version: string,
): Promise<DocumentationVersionSummary | undefined> {
  return toSummary(
    await repositoryOf(uow, DocumentationVersionEntity).findOneBy({
      restApiId: ofOwner(owner, restApiId),
      version,
    }),
  );
}

/** The frozen parts; none for an unknown version. */
async function partsOf(
  uow: UnitOfWork,
  restApiId: string,
  version: string,
): Promise<readonly DocumentationPart[]> {
  const row = await repositoryOf(uow, DocumentationVersionEntity).findOne({
    select: { restApiId: true, version: true, parts: true },
    where: { restApiId, version },
  });
  // Written by `insert` only.
  return (row?.parts ?? []) as readonly DocumentationPart[];
}

/** In the order of their names. */
async function list(
  uow: UnitOfWork,
  restApiId: string,
  page: ListPage,
): Promise<DocumentationVersionSummary[]> {
  const rows = await repositoryOf(uow, DocumentationVersionEntity).find({
    where: { restApiId, ...(page.after === null ? {} : { version: MoreThan(page.after) }) },
    order: { version: 'ASC' },
    take: page.count,
  });
  return rows.map((row) => toSummary(row));
}

async function insert(uow: UnitOfWork, { createdAtMs, ...version }: DocumentationVersion): Promise<void> {
  await repositoryOf(uow, DocumentationVersionEntity).insert({
    ...version,
    createdAt: new Date(createdAtMs),
  });
}

/** All else of a version is frozen. */
async function updateDescription(uow: UnitOfWork, version: DocumentationVersionSummary): Promise<void> {
  const { restApiId, description } = version;
  await repositoryOf(uow, DocumentationVersionEntity).update(
    { restApiId, version: version.version },
    { description },
  );
}

async function remove(uow: UnitOfWork, restApiId: string, version: string): Promise<void> {
  await repositoryOf(uow, DocumentationVersionEntity).delete({ restApiId, version });
}

function toSummary(row: DocumentationVersionEntity): DocumentationVersionSummary;
function toSummary(row: DocumentationVersionEntity | null): DocumentationVersionSummary | undefined;
function toSummary(row: DocumentationVersionEntity | null): DocumentationVersionSummary | undefined {
  if (!row) return undefined;
  const { restApiId, version, createdAt, description } = row;
  return { restApiId, version, createdAtMs: createdAt.getTime(), description };
}
