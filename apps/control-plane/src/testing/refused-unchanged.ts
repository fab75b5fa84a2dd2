import { refusalOf } from './refusal-of.js';
import type { TestControlPlane } from './start-control-plane.js';

/** Tables of APIs of version 2, and what their writes put beside them. */
const tables = [
  'api_ids',
  'http_apis',
  'http_routes',
  'http_route_responses',
  'http_integrations',
  'http_integration_responses',
  'http_authorizers',
  'http_models',
  'http_deployments',
  'http_stages',
  'http_vpc_links',
  'stage_moves',
  'outbox',
] as const;

/** How a call of the SDK was refused; fails when it was not, or when a row has changed by it. */
export async function refusedUnchanged(
  { query }: Pick<TestControlPlane, 'query'>,
  call: () => Promise<unknown>,
): Promise<string> {
  const before = await rowsOf(query);
  const refusal = await refusalOf(call());
  const after = await rowsOf(query);
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    throw new Error(`refused (${refusal}), and rows have changed all the same`);
  }
  return refusal;
}

async function rowsOf(query: TestControlPlane['query']): Promise<readonly unknown[]> {
  const union = tables.map((table) => `SELECT '${table} ' || row_to_json(t)::text AS row FROM ${table} t`);
  return query(`${union.join(' UNION ALL ')} ORDER BY 1`);
}
