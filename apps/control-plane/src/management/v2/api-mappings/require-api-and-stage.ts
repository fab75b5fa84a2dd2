import {
  badRequest,
  fail,
  isPrivateDomain,
  ok,
  unmappableApi,
  unmappableRestApi,
  unmappableStage,
  type BasePathMapping,
  type DomainName,
  type Owner,
  type Result,
} from '#libs/api-definition';
import { httpApis, httpStages, type UnitOfWork } from '#libs/persistence';
import { requireMappable } from '../../account/base-path-mappings/require-mappable.js';

/**
 * A mapping or a routing rule leads to an API of the owner, of either version, which is locked so that it
 * stays, and to a stage of it.
 */
export async function requireApiAndStage(
  uow: UnitOfWork,
  owner: Owner,
  domain: DomainName,
  to: Pick<BasePathMapping, 'restApiId' | 'stage'>,
): Promise<Result<void>> {
  const restApi = await requireMappable(uow, owner, to);
  if (restApi.ok || restApi.error !== unmappableRestApi) return restApi;
  const { restApiId: apiId, stage } = to;
  if (!(await httpApis.lock(uow, owner, apiId))) return fail(unmappableApi);
  if (stage === null || !(await httpStages.find(uow, apiId, stage))) return fail(unmappableStage);
  return takesRestApisAlone(domain) ? fail(restApisAlone) : ok(undefined);
}

/** HTTP and WebSocket APIs are regional (developer guide: custom domain names for HTTP APIs). */
const takesRestApisAlone = (domain: DomainName): boolean =>
  isPrivateDomain(domain) || domain.endpointConfiguration.types.includes('EDGE');

const restApisAlone = badRequest('Only REST APIs can be attached to EDGE and PRIVATE domain names.');
