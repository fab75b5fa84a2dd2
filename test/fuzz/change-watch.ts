import type { TestDatabase } from '#libs/testing';

/** In how many transactions rows were written, and of which tables. */
export interface Written {
  readonly transactions: number;
  readonly tables: readonly string[];
}

/** Tells in how many transactions rows were written since it was last asked. */
export interface ChangeWatch {
  transactions(): Promise<Written>;
}

/** When a key has signed last is written beside the call, whatever that comes to. */
const eventsOf: Readonly<Record<string, string>> = {
  outbox: 'INSERT',
  credentials: 'INSERT OR DELETE OR UPDATE OF account_id, user_id, secret_sealed, disabled, operator',
};

/**
 * Notes every statement that writes to a table of ours, by trigger and within its transaction: what is rolled
 * back leaves no note. Rows of the outbox are marked after the call's response, so only their making
 * counts; which gateways are there is no call's doing.
 */
export async function watchChanges({ query }: Pick<TestDatabase, 'query'>): Promise<ChangeWatch> {
  await query(
    'CREATE TABLE noted_changes (id bigserial PRIMARY KEY, txid xid8 NOT NULL, written text NOT NULL)',
  );
  await query(
    `CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS
       'BEGIN INSERT INTO noted_changes (txid, written) VALUES (pg_current_xact_id(), TG_TABLE_NAME); RETURN NULL; END'`,
  );
  const tables = await query<{ tablename: string }>(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('noted_changes', 'migrations', 'gateways')
       AND tablename NOT LIKE 'audit\\_%'`,
  );
  for (const { tablename } of tables) {
    const events = eventsOf[tablename] ?? 'INSERT OR UPDATE OR DELETE';
    await query(
      `CREATE TRIGGER note_change AFTER ${events} ON "${tablename}" FOR EACH STATEMENT EXECUTE FUNCTION note_change()`,
    );
  }
  let seen = '0';
  return {
    transactions: async () => {
      const [row] = await query<Written & { readonly upTo: string | null }>(
        `SELECT max(id)::text AS "upTo", count(DISTINCT txid)::int AS transactions,
                  coalesce(array_agg(DISTINCT written), '{}') AS tables
             FROM noted_changes WHERE id > $1`,
        [seen],
      );
      if (!row) throw new Error('an aggregate always has a row');
      seen = row.upTo ?? seen;
      return row;
    },
  };
}
