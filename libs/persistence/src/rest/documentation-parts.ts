import type { DocumentationLocation, DocumentationPart, Owner } from '#libs/api-definition';
import { ofOwner } from './of-owner.js';
import { repositoryOf } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { DocumentationPartEntity } from './documentation-part.entity.js';

/** A part and its place in the list; the place never changes and is never used again. */
export interface OrderedDocumentationPart {
  readonly ordinal: bigint;
  readonly part: DocumentationPart;
}

/**
 * Documentation parts of a RestApi. `findOwned` checks who owns the RestApi; for a write, the lock taken
 * before it does.
 */
export const documentationParts = { find, findOwned, all, inOrder, insert, update, remove, removeAll };

async function find(uow: UnitOfWork, restApiId: string, id: string): Promise<DocumentationPart | undefined> {
  return toPart(await repositoryOf(uow, DocumentationPartEntity).findOneBy({ restApiId, id }));
}

async function findOwned(
  uow: UnitOfWork,
  owner: Owner,
  restApiId: string,
  id: string,
): Promise<DocumentationPart | undefined> {
  return toPart(
    await repositoryOf(uow, DocumentationPartEntity).findOneBy({ restApiId: ofOwner(owner, restApiId), id }),
  );
}

/** In the order in which they were added. */
async function all(uow: UnitOfWork, restApiId: string): Promise<DocumentationPart[]> {
  return (await inOrder(uow, restApiId)).map(({ part }) => part);
}

async function inOrder(uow: UnitOfWork, restApiId: string): Promise<OrderedDocumentationPart[]> {
  const rows = await repositoryOf(uow, DocumentationPartEntity).find({
    where: { restApiId },
    order: { ordinal: 'ASC' },
  });
  return rows.map((row) => ({ ordinal: BigInt(row.ordinal), part: toPart(row) }));
}

/** Adds them at the end, in the given order. */
async function insert(uow: UnitOfWork, parts: readonly DocumentationPart[]): Promise<void> {
  if (parts.length > 0) {
    await repositoryOf(uow, DocumentationPartEntity).insert(parts.map((part) => ({ ...part })));
  }
}

async function update(
  uow: UnitOfWork,
  { restApiId, id, location, properties }: DocumentationPart,
): Promise<void> {
  await repositoryOf(uow, DocumentationPartEntity).update({ restApiId, id }, { location, properties });
}

/** Whether there was one. */
async function remove(uow: UnitOfWork, restApiId: string, id: string): Promise<boolean> {
  return (await repositoryOf(uow, DocumentationPartEntity).delete({ restApiId, id })).affected === 1;
}

async function removeAll(uow: UnitOfWork, restApiId: string): Promise<void> {
  await repositoryOf(uow, DocumentationPartEntity).delete({ restApiId });
}

function toPart(row: DocumentationPartEntity): DocumentationPart;
function toPart(row: DocumentationPartEntity | null): DocumentationPart | undefined;
function toPart(row: DocumentationPartEntity | null): DocumentationPart | undefined {
  if (!row) return undefined;
  const { restApiId, id, location, properties } = row;
  // Written from a DocumentationPart only.
  return { restApiId, id, location: location as DocumentationLocation, properties };
}
