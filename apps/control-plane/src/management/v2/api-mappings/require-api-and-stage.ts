import {
  badRequest,
  fail,
  isPrivateDomain,
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
import { requireOneProtocol } from '../../account/base-path-mappings/require-one-protocol.js';

/**
 * A mapping or a routing rule leads to an API of the owner, of either version, which is locked so that it
 * stays, and to a stage of it; and its domain to APIs that may share one.
 */
export async function requireApiAndStage(
  uow: UnitOfWork,
  owner: Owner,
  domain: DomainName,
  to: Pick<BasePathMapping, 'domainId' | 'id' | 'restApiId' | 'stage'>,
): Promise<Result<void>> {
  const restApi = await requireMappable(uow, owner, to);
  if (restApi.ok || restApi.error !== unmappableRestApi) return restApi;
  const { restApiId: apiId, stage } = to;
  const api = await httpApis.lock(uow, owner, apiId);
  if (!api) return fail(unmappableApi);
  if (stage === null || !(await httpStages.find(uow, apiId, stage))) return fail(unmappableStage);
  if (takesRestApisAlone(domain)) return fail(restApisAlone);
  return requireOneProtocol(uow, to, api.protocolType === 'WEBSOCKET');
}

/** HTTP and WebSocket APIs are regional (developer guide: custom domain names for HTTP APIs). */
const takesRestApisAlone = (domain: DomainName): boolean =>
  isPrivateDomain(domain) || domain.endpointConfiguration.types.includes('EDGE');

const restApisAlone = badRequest('Only REST APIs can be attached to EDGE and PRIVATE domain names.');
