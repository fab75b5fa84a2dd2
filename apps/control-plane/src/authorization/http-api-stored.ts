import type { Owner } from '#libs/api-definition';
import { httpApis, httpAuthorizers, httpRoutes, httpStages, type UnitOfWork } from '#libs/persistence';
import { resource, tagsOf } from './api-gateway-stored.js';
import type { ContextValues } from './context-values.js';

/** The parameters of a path at or below `/v2/apis/{apiId}`. */
export interface HttpApiPlace {
  readonly apiId: string;
  readonly stageName?: string;
  readonly routeId?: string;
  readonly authorizerId?: string;
}

/**
 * Condition keys of an API of version 2, or of what is below it, as it is stored: its settings, and its tags
 * with those of the API. Nothing for what is not there.
 */
export async function httpApiStoredOf(
  uow: UnitOfWork,
  owner: Owner,
  place: HttpApiPlace,
): Promise<ContextValues> {
  const { apiId, stageName } = place;
  const api = await httpApis.find(uow, owner, apiId);
  if (!api) return {};
  const tags = await tagsOf(
    uow,
    owner,
    stageName === undefined ? { kind: 'http-api', id: apiId } : { kind: 'http-stage', apiId, stageName },
  );
  const own = await settingsOf(uow, place);
  return {
    ...tags,
    ...(own ??
      resource({ ApiName: api.name, DisableExecuteApiEndpoint: String(api.disableExecuteApiEndpoint) })),
  };
}

/** Null for the API itself. */
async function settingsOf(
  uow: UnitOfWork,
  { apiId, stageName, routeId, authorizerId }: HttpApiPlace,
): Promise<ContextValues | null> {
  if (stageName !== undefined) {
    const found = await httpStages.find(uow, apiId, stageName);
    return resource({
      AccessLoggingDestination: found?.accessLogSettings?.destinationArn ?? undefined,
      AccessLoggingFormat: found?.accessLogSettings?.format ?? undefined,
    });
  }
  if (routeId !== undefined) {
    const found = await httpRoutes.find(uow, { apiId }, routeId);
    return resource({
      ApiKeyRequired: found && String(found.apiKeyRequired),
      RouteAuthorizationType: found?.authorizationType,
    });
  }
  if (authorizerId !== undefined) {
    const found = await httpAuthorizers.find(uow, { apiId }, authorizerId);
    return resource({
      AuthorizerType: found?.authorizerType,
      AuthorizerUri: found?.authorizerUri ?? undefined,
    });
  }
  return null;
}
