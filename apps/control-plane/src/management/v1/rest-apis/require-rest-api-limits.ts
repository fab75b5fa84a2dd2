import { noApiParts, ok, type DefinitionTree, type Result, type RestApi } from '#libs/api-definition';
import type { UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';

const limitOfType = {
  REGIONAL: 'regionalRestApis',
  EDGE: 'edgeRestApis',
  PRIVATE: 'privateRestApis',
} as const;

/**
 * After a RestApi was written: RestApis are limited by endpoint type (developer guide: quotas), which an
 * update can change, too.
 */
export async function requireTypeLimit(
  uow: UnitOfWork,
  limits: Limits,
  { owner, endpointConfiguration }: RestApi,
): Promise<Result<void>> {
  for (const type of endpointConfiguration.types) {
    const within = await limits.require(uow, limitOfType[type], owner);
    if (!within.ok) return within;
  }
  return ok(undefined);
}

const limitedParts = [
  ['resourcesPerRestApi', 'resources'],
  ['authorizersPerRestApi', 'authorizers'],
  ['documentationPartsPerRestApi', 'documentationParts'],
] as const;

/**
 * After the parts of a RestApi were written at once. Of what has not become more there may be more than
 * allowed: an API that was there before a limit was lowered can still be imported into.
 */
export async function requirePartLimits(
  uow: UnitOfWork,
  limits: Limits,
  restApiId: string,
  { before = nothing, after }: { readonly before?: Parts; readonly after: Parts },
): Promise<Result<void>> {
  for (const [limit, part] of limitedParts) {
    if (after[part].length <= before[part].length) continue;
    const within = await limits.require(uow, limit, restApiId);
    if (!within.ok) return within;
  }
  return ok(undefined);
}

type Parts = Pick<DefinitionTree, (typeof limitedParts)[number][1]>;
const nothing: Parts = { ...noApiParts, resources: [], documentationParts: [] };
