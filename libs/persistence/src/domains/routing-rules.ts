import type { RoutingRule } from '#libs/api-definition';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/** The routing rules of a domain. Writes come under the domain's lock. */
export const routingRules = { find, findByPriority, all, put, remove };

const columns = `domain_id AS "domainId", id, priority, conditions, rest_api_id AS "restApiId", stage,
                 strip_base_path AS "stripBasePath"`;

async function find(uow: UnitOfWork, domainId: string, id: string): Promise<RoutingRule | undefined> {
  const rows = await query<RoutingRule>(
    uow,
    `SELECT ${columns} FROM routing_rules WHERE domain_id = $1 AND id = $2`,
    [domainId, id],
  );
  return rows[0];
}

async function findByPriority(
  uow: UnitOfWork,
  domainId: string,
  priority: number,
): Promise<RoutingRule | undefined> {
  const rows = await query<RoutingRule>(
    uow,
    `SELECT ${columns} FROM routing_rules WHERE domain_id = $1 AND priority = $2`,
    [domainId, priority],
  );
  return rows[0];
}

/** By priority. */
async function all(uow: UnitOfWork, domainId: string): Promise<RoutingRule[]> {
  return query<RoutingRule>(
    uow,
    `SELECT ${columns} FROM routing_rules WHERE domain_id = $1 ORDER BY priority`,
    [domainId],
  );
}

/** A new one, or in place of the one with its id. */
async function put(uow: UnitOfWork, rule: RoutingRule): Promise<void> {
  await query(
    uow,
    `INSERT INTO routing_rules (domain_id, id, priority, conditions, rest_api_id, stage, strip_base_path)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (domain_id, id) DO UPDATE SET priority = excluded.priority, conditions = excluded.conditions,
       rest_api_id = excluded.rest_api_id, stage = excluded.stage, strip_base_path = excluded.strip_base_path`,
    [
      rule.domainId,
      rule.id,
      rule.priority,
      JSON.stringify(rule.conditions),
      rule.restApiId,
      rule.stage,
      rule.stripBasePath,
    ],
  );
}

/** Whether there was one. */
async function remove(uow: UnitOfWork, domainId: string, id: string): Promise<boolean> {
  const removed = await query(uow, 'DELETE FROM routing_rules WHERE domain_id = $1 AND id = $2 RETURNING 1', [
    domainId,
    id,
  ]);
  return removed.length > 0;
}
