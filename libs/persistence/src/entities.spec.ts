import { silentLogger } from '#libs/telemetry';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { DataSource } from 'typeorm';
import { createDatabase } from './database/create-database.js';
import { dataSourceOptions } from './database/data-source-options.js';

/**
 * Tables of which no row is ever an object of ours: SQL writes and reads them, most of them column by
 * column.
 */
const withoutEntity: Readonly<Record<string, string>> = {
  acme_accounts: 'taken by one process at a time, in one statement',
  acme_challenges: 'written once, read and removed by the certificate',
  certificate_orders: 'joined with their certificates; made by the many in one statement',
  api_ids: 'kept by triggers of the tables of APIs',
  alarm_history: 'only added to; paged by time in SQL',
  alarm_notifications: 'written and read whole by SQL',
  alarms: 'handed out with SKIP LOCKED; the definition is one JSON text',
  audit_chains: 'the end of a chain, moved on under its lock',
  audit_event_entities: 'written and read in joins alone',
  audit_events: 'many in one statement; found by one attribute or another',
  audit_links: 'many in one statement',
  audit_unlinked: 'what is left to do, by the thousand',
  explanations: 'many in one statement; each is one JSON text',
  observation_senders: 'upserts that compare with the row there is',
  migrations: 'TypeORM keeps it',
  routing_rules: 'upserts; few columns',
  canary_trials: 'kept and compared in SQL',
  canary_trial_figures: 'sums, added to under locks',
  canary_trial_reports: 'upserts that compare with the row there is',
  captures: 'counted under a lock; few columns, written once',
  captured_requests: 'sealed, counted and written in one statement',
  breaking_migrations: 'names, compared in SQL',
  feed_positions: 'marks, written and compared in SQL',
  gateways: 'upserts that compare with the row there is',
  published_documents: 'the feed: sequence numbers are drawn in SQL',
  log_blocks: 'partitioned; bytes, in and out by SQL',
  log_groups: 'upserts, and sums over blocks',
  log_groups_to_clear: 'what is left to do',
  log_losses: 'sums, added to in SQL',
  log_streams: 'many in one statement',
  metering_senders: 'exchanges with gateways, many in one statement',
  quota_states: 'exchanges with gateways, many in one statement',
  metric_five_minutes: 'partitioned; many rows in one statement',
  metric_hours: 'partitioned; many rows in one statement',
  metric_minutes: 'partitioned; many rows in one statement',
  metric_roll_ups_due: 'joined with data alone',
  metric_series: 'many in one statement',
  sign_in_links: 'taken by one caller, in one statement',
  test_invocations: 'handed out with SKIP LOCKED; the row is one JSON text',
  usage_by_sender: 'sums, added to in SQL',
  usage_daily: 'partitioned; sums, added to in SQL',
  usage_plan_owners: 'who owned a plan that is gone; read in joins alone',
};

interface ColumnFacts {
  readonly type: string;
  readonly nullable: boolean;
  readonly primary: boolean;
  /** Whether Postgres gives a value where none is given, and which, without casts. */
  readonly default: string | null;
}
type Columns = Readonly<Record<string, ColumnFacts>>;

let testDatabase: TestDatabase;
let source: DataSource;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const options = { url: testDatabase.url, poolSize: 2, log: silentLogger };
  const database = createDatabase(options);
  await database.migrate();
  await database.close();
  source = await new DataSource(dataSourceOptions(options)).initialize();
});
afterAll(async () => {
  await source.destroy();
  await testDatabase.drop();
});

/** By table, as the migrations left them. */
async function migratedTables(): Promise<ReadonlyMap<string, Columns>> {
  const rows = await testDatabase.query<ColumnFacts & { readonly table: string; readonly name: string }>(
    `SELECT c.relname AS "table", a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
            NOT a.attnotnull AS nullable, coalesce(a.attnum = ANY (p.conkey), false) AS primary,
            CASE WHEN a.attidentity <> '' THEN 'generated'
                 ELSE pg_get_expr(d.adbin, d.adrelid) END AS "default"
       FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
       LEFT JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      ORDER BY 1, 2`,
  );
  const tables = new Map<string, Record<string, ColumnFacts>>();
  for (const { table, name, ...facts } of rows) {
    const columns = tables.get(table) ?? {};
    columns[name] = { ...facts, default: normalDefault(facts.default) };
    tables.set(table, columns);
  }
  return tables;
}

/** `'{}'::jsonb` and `nextval('x_seq'::regclass)` as entities say them. */
function normalDefault(text: string | null): string | null {
  if (text === null) return null;
  return /^nextval\(/.test(text) ? 'generated' : text.replace(/::[a-z ]+(\[\])?/g, '');
}

function entityTables(): ReadonlyMap<string, Columns> {
  const { driver } = source;
  return new Map(
    source.entityMetadatas.map(({ tableName, columns }) => [
      tableName,
      Object.fromEntries(
        columns.map((column) => [
          column.databaseName,
          {
            type: driver.normalizeType(column) + (column.isArray ? '[]' : ''),
            nullable: column.isNullable,
            primary: column.isPrimary,
            default: column.isGenerated
              ? 'generated'
              : // TypeORM puts numbers into quotes.
                (driver.normalizeDefault(column)?.replace(/^'(\d+)'$/, '$1') ?? null),
          },
        ]),
      ),
    ]),
  );
}

/** The tables that have an entity, as the migrations left them. */
async function describedTables(): Promise<Readonly<Record<string, Columns | undefined>>> {
  const migrated = await migratedTables();
  return Object.fromEntries([...entityTables().keys()].map((name) => [name, migrated.get(name)]));
}

test('entities and migrated tables agree: names, types, nullability, keys and defaults of all columns', async () => {
  expect(Object.fromEntries(entityTables())).toEqual(await describedTables());
});

test.each([
  ['another name', 'RENAME COLUMN description TO about', 'RENAME COLUMN about TO description'],
  ['another type', 'ALTER COLUMN description TYPE varchar', 'ALTER COLUMN description TYPE text'],
  ['NOT NULL', 'ALTER COLUMN description SET NOT NULL', 'ALTER COLUMN description DROP NOT NULL'],
  ['a default', "ALTER COLUMN description SET DEFAULT 'x'", 'ALTER COLUMN description DROP DEFAULT'],
  ['one column more', 'ADD COLUMN more text', 'DROP COLUMN more'],
])('%s in the table alone would be seen', async (_, change, undo) => {
  await testDatabase.query(`ALTER TABLE deployments ${change}`);
  const changed = await describedTables();
  await testDatabase.query(`ALTER TABLE deployments ${undo}`);
  expect(changed['deployments']).not.toEqual(entityTables().get('deployments'));
  expect((await describedTables())['deployments']).toEqual(entityTables().get('deployments'));
});

test('every other table stands in the list above, with its reason', async () => {
  const described = new Set(entityTables().keys());
  const others = [...(await migratedTables()).keys()].filter((name) => !described.has(name));
  expect(others.sort()).toEqual(Object.keys(withoutEntity).sort());
});
