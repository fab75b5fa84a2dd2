import type { TestControlPlane } from '../../apps/control-plane/src/testing/start-control-plane.js';

/** A digest of the rows of every table, the outbox's too; but of those that tell of refused calls as well. */
export async function rowsByTable({
  query,
}: Pick<TestControlPlane, 'query'>): Promise<Readonly<Record<string, string>>> {
  const tables = await query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
       AND table_name NOT LIKE 'audit\\_%' ORDER BY 1`,
  );
  const digests: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await query<{ digest: string }>(
      `SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS digest FROM "${name}" t`,
    );
    digests[name] = row?.digest ?? '';
  }
  return digests;
}
