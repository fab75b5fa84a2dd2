import type { EntityMetadata, ObjectLiteral } from 'typeorm';
import type { UnitOfWork } from './unit-of-work.js';

/**
 * Plain statements over the table of an entity, for what every management call needs. TypeORM's finders build their statement anew at each
 * call and make entities of the answer, which costs several times the query itself; here the text of a statement depends on its shape
 * alone, so that Postgres prepares it once. Values come back as the entity's own.
 */
export const rows = { select, selectBy, insert, update };

type Entity<Row> = new () => Row;

/** Which rows, in which order; all conditions are equalities but `after`. */
export interface Selection<Row> {
  readonly where: Partial<Row>;
  /** Ascending. */
  readonly orderBy?: keyof Row & string;
  /** Only beyond this value of the `orderBy` column; null = from the beginning. */
  readonly after?: string | null;
  /** Rows at most. */
  readonly count?: number;
  /** SELECT ... FOR UPDATE. */
  readonly lock?: boolean;
}

async function select<Row extends ObjectLiteral>(
  uow: UnitOfWork,
  entity: Entity<Row>,
  { where, orderBy, after = null, count, lock = false }: Selection<Row>,
): Promise<Row[]> {
  const table = tableOf(uow, entity);
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions = Object.entries(where).map(
    ([name, value]) => `${table.column(name)} = ${parameter(value)}`,
  );
  if (orderBy !== undefined && after !== null)
    conditions.push(`${table.column(orderBy)} > ${parameter(after)}`);
  const rest =
    conditions.join(' AND ') +
    (orderBy === undefined ? '' : ` ORDER BY ${table.column(orderBy)}`) +
    (count === undefined ? '' : ` LIMIT ${parameter(count)}`) +
    (lock ? ' FOR UPDATE' : '');
  return selectBy(uow, entity, rest, values);
}

/** What comes after WHERE in SQL, for conditions of other kinds. */
async function selectBy<Row extends ObjectLiteral>(
  uow: UnitOfWork,
  entity: Entity<Row>,
  rest: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { name, selected } = tableOf(uow, entity);
  return uow.manager.query<Row[]>(`SELECT ${selected} FROM ${name} WHERE ${rest}`, [...values]);
}

/** One row; what is not given takes their defaults. */
async function insert<Row extends ObjectLiteral>(
  uow: UnitOfWork,
  entity: Entity<Row>,
  row: Partial<Row>,
): Promise<void> {
  const table = tableOf(uow, entity);
  const names = Object.keys(row).filter((name) => row[name] !== undefined);
  await uow.manager.query(
    `INSERT INTO ${table.name} (${names.map(table.column).join(', ')})
     VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})`,
    names.map((name) => table.stored(name, row[name])),
  );
}

async function update<Row extends ObjectLiteral>(
  uow: UnitOfWork,
  entity: Entity<Row>,
  where: Partial<Row>,
  changed: Partial<Row>,
): Promise<void> {
  const table = tableOf(uow, entity);
  const values: unknown[] = [];
  const equal = (row: Partial<Row>) =>
    Object.entries(row).map(
      ([name, value]) => `${table.column(name)} = $${values.push(table.stored(name, value))}`,
    );
  const assignments = equal(changed).join(', ');
  await uow.manager.query(
    `UPDATE ${table.name} SET ${assignments} WHERE ${equal(where).join(' AND ')}`,
    values,
  );
}

interface Table {
  readonly name: string;
  /** All columns, each under its property's name. */
  readonly selected: string;
  readonly column: (property: string) => string;
  readonly stored: (property: string, value: unknown) => unknown;
}

const tables = new WeakMap<EntityMetadata, Table>();

function tableOf<Row extends ObjectLiteral>({ manager }: UnitOfWork, entity: Entity<Row>): Table {
  const metadata = manager.dataSource.getMetadata(entity);
  const known = tables.get(metadata);
  if (known) return known;
  const columns = new Map(metadata.columns.map((column) => [column.propertyName, column]));
  const columnOf = (property: string) => {
    const column = columns.get(property);
    if (!column) throw new Error(`${metadata.name} has no ${property}`);
    return column;
  };
  const table: Table = {
    name: metadata.tableName,
    selected: metadata.columns
      .map((column) => `${column.databaseName} AS "${column.propertyName}"`)
      .join(', '),
    column: (property) => columnOf(property).databaseName,
    // pg writes a list as an array of Postgres's, which JSON is not.
    stored: (property, value) =>
      columnOf(property).type === 'jsonb' && value !== null ? JSON.stringify(value) : value,
  };
  tables.set(metadata, table);
  return table;
}
