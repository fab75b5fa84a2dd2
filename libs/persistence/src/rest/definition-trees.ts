import type { DefinitionTree } from '#libs/api-definition';
import { apiParts } from './api-parts.js';
import { authorizers } from './authorizers.js';
import { documentationParts } from './documentation-parts.js';
import { gatewayResponses } from './gateway-responses.js';
import { methods } from './methods.js';
import { models } from './models.js';
import { requestValidators } from './request-validators.js';
import { resources } from './resources.js';
import { query } from '../database/statements.js';
import type { UnitOfWork } from '../database/unit-of-work.js';

/**
 * All that is below a RestApi together, for what reads or writes it whole: clones and imports. The caller has
 * locked the RestApi.
 */
export const definitionTrees = { read, insert, replace };

async function read(uow: UnitOfWork, restApiId: string): Promise<DefinitionTree> {
  return {
    ...(await apiParts.all(uow, restApiId)),
    resources: await resources.all(uow, restApiId),
    methods: await methods.all(uow, restApiId),
    documentationParts: await documentationParts.all(uow, restApiId),
  };
}

/** Below a RestApi that has nothing yet. */
async function insert(uow: UnitOfWork, tree: DefinitionTree): Promise<void> {
  await inBatches(tree.resources, (rows) => resources.insert(uow, rows));
  await inBatches(tree.methods, (rows) => methods.insert(uow, rows));
  await inBatches(tree.models, (rows) => models.insert(uow, rows));
  await inBatches(tree.requestValidators, (rows) => requestValidators.insert(uow, rows));
  await inBatches(tree.authorizers, (rows) => authorizers.insert(uow, rows));
  await inBatches(tree.gatewayResponses, (rows) => gatewayResponses.save(uow, rows));
  await inBatches(tree.documentationParts, (rows) => documentationParts.insert(uow, rows));
}

/** Everything below the RestApi, the root Resource too, becomes this. */
async function replace(uow: UnitOfWork, restApiId: string, tree: DefinitionTree): Promise<void> {
  for (const table of tables) {
    await query(uow, `DELETE FROM ${table} WHERE rest_api_id = $1`, [restApiId]);
  }
  await insert(uow, tree);
}

/** Methods before the Resources that they belong to: fewer rows for the cascade to look for. */
const tables = [
  'methods',
  'resources',
  'models',
  'request_validators',
  'authorizers',
  'gateway_responses',
  'documentation_parts',
] as const;

/** A statement takes at most 65,535 parameters, and the widest row has 13. */
const ROWS_PER_STATEMENT = 1000;

async function inBatches<T>(
  rows: readonly T[],
  write: (batch: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await write(rows.slice(start, start + ROWS_PER_STATEMENT));
  }
}
