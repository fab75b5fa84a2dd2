import { fail, limitReached, ok, type HttpApi, type HttpApiParts, type Result } from '#libs/api-definition';
import { httpApiParts, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import { requireLink } from '../integrations/require-link.js';

const limitedParts = [
  ['routesPerHttpApi', 'routes'],
  ['integrationsPerHttpApi', 'integrations'],
  ['authorizersPerHttpApi', 'authorizers'],
] as const;

/**
 * Puts what a document describes below an API that has nothing there, or nothing any more. Of what has not
 * become more than `before` there may be more than allowed, as with RestApis.
 */
export async function writeImportedParts(
  uow: UnitOfWork,
  api: HttpApi,
  parts: HttpApiParts,
  limits: Limits,
  before: HttpApiParts | null = null,
): Promise<Result<void>> {
  // Before anything is written: a document may describe a hundred thousand routes.
  for (const [limit, part] of limitedParts) {
    const count = parts[part].length;
    if (count > (before?.[part].length ?? 0) && count > limits.max(limit)) return fail(limitReached(limit));
  }
  for (const integration of parts.integrations) {
    const linked = await requireLink(uow, api, integration);
    if (!linked.ok) return linked;
  }
  await httpApiParts.insert(uow, parts);
  return ok(undefined);
}
