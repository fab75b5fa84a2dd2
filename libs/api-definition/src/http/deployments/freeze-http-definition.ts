import { connectionFeatures } from '../../account/tags/websocket-tags.js';
import type { HttpApi } from '../apis/http-api.js';
import type { FrozenHttpDefinition, HttpApiParts } from './http-definition.js';

/**
 * The copy of an API that a deployment keeps: only what changes how it is served, in one fixed order, so that
 * deploying the same definition twice gives the same canonical JSON.
 */
export function freezeHttpDefinition(api: HttpApi, parts: HttpApiParts): FrozenHttpDefinition {
  const {
    createdAtMs: _createdAtMs,
    tags,
    description: _description,
    name: _name,
    version: _version,
    importInfo: _importInfo,
    warnings: _warnings,
    ...served
  } = api;
  return {
    api: { ...served, ...(api.protocolType === 'WEBSOCKET' && connectionFeatures(tags)) },
    routes: sortedBy(parts.routes, ({ routeKey }) => routeKey),
    routeResponses: sortedBy(parts.routeResponses, ({ routeResponseId }) => routeResponseId),
    integrations: sortedBy(parts.integrations, ({ integrationId }) => integrationId),
    integrationResponses: sortedBy(
      parts.integrationResponses,
      ({ integrationResponseId }) => integrationResponseId,
    ),
    authorizers: sortedBy(parts.authorizers, ({ authorizerId }) => authorizerId),
    models: sortedBy(parts.models, ({ modelId }) => modelId),
  };
}

/** By UTF-16 code units: no locale, so every machine has the same order. */
function sortedBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}
