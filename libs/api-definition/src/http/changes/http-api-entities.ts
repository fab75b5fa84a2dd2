import { entitiesByKey, type DefinitionEntities } from '../../rest/changes/diff-definitions.js';
import type { FrozenHttpDefinition } from '../deployments/http-definition.js';

/**
 * The entities of an API of version 2, for `diffEntities`. Routes are the same when their keys are;
 * integrations and authorizers are known by their ids, since routes name them by those.
 */
export function httpApiEntities(definition: FrozenHttpDefinition): DefinitionEntities {
  const keyOf = new Map(definition.routes.map(({ routeId, routeKey }) => [routeId, routeKey]));
  const { owner: _owner, apiId, ...api } = definition.api;
  return entitiesByKey([
    { kind: 'Api', name: apiId, key: '', value: api },
    ...definition.routes.map(({ apiId: _, routeId: _id, ...value }) => ({
      kind: 'Route' as const,
      name: value.routeKey,
      value,
    })),
    ...definition.routeResponses.map(({ apiId: _, routeId, routeResponseId: _id, ...value }) => ({
      kind: 'RouteResponse' as const,
      name: `${keyOf.get(routeId) ?? routeId} ${value.routeResponseKey}`,
      value,
    })),
    ...definition.integrations.map(({ apiId: _, integrationId, ...value }) => ({
      kind: 'Integration' as const,
      name: integrationId,
      value,
    })),
    ...definition.integrationResponses.map(
      ({ apiId: _, integrationId, integrationResponseId: _id, ...value }) => ({
        kind: 'IntegrationResponse' as const,
        name: `${integrationId} ${value.integrationResponseKey}`,
        value,
      }),
    ),
    ...definition.authorizers.map(({ apiId: _, authorizerId, ...value }) => ({
      kind: 'Authorizer' as const,
      name: value.name,
      key: authorizerId,
      value,
    })),
    ...definition.models.map(({ apiId: _, modelId: _id, ...value }) => ({
      kind: 'Model' as const,
      name: value.name,
      value,
    })),
  ]);
}
