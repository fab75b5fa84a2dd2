import type { EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { managerOf, type UnitOfWork } from './unit-of-work.js';

/** The first of two ways to tables: TypeORM's repository, for plain nouns. */
export const repositoryOf = <Row extends ObjectLiteral>(
  uow: UnitOfWork,
  entity: EntityTarget<Row>,
): Repository<Row> => managerOf(uow).getRepository(entity);

/**
 * The second: SQL, for statements that every call needs, and for those that no finder can say. The text
 * depends on the statement's shape alone, since Postgres prepares each text once. Gives the rows, those of a
 * RETURNING too.
 */
export async function query<Row>(
  uow: UnitOfWork,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const raw = await run(uow, text, values);
  return (hasCount(raw) ? raw[0] : raw) as Row[];
}

/** The same for an UPDATE or a DELETE of which only the number of rows is asked. */
export async function rowCount(
  uow: UnitOfWork,
  text: string,
  values: readonly unknown[] = [],
): Promise<number> {
  const raw = await run(uow, text, values);
  if (!hasCount(raw)) throw new Error(`neither UPDATE nor DELETE: ${text}`);
  return raw[1];
}

// Without values none are given: pg then takes several statements in one text, as migrations in specs have
// them.
const run = (uow: UnitOfWork, text: string, values: readonly unknown[]): Promise<unknown> =>
  managerOf(uow).query<unknown>(text, values.length === 0 ? undefined : [...values]);

/**
 * TypeORM gives rows with their count for UPDATE and DELETE, and rows alone for all else; no row is a list.
 */
const hasCount = (raw: unknown): raw is [unknown[], number] => Array.isArray(raw) && Array.isArray(raw[0]);
