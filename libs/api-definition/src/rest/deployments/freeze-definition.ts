import type { ApiParts } from '../api-parts.js';
import type { FrozenDefinition } from './deployment.js';
import type { Method } from '../methods/method.js';
import type { Resource } from '../resources/resource.js';
import type { RestApi } from '../rest-apis/rest-api.js';

/**
 * The copy of a RestApi that a Deployment keeps: only what changes how it is served, in one fixed order, so
 * that deploying the same definition twice gives the same canonical JSON.
 */
export function freezeDefinition(
  restApi: RestApi,
  resources: readonly Resource[],
  methods: readonly Method[],
  parts: ApiParts,
): FrozenDefinition {
  const {
    createdAtMs: _createdAtMs,
    tags: _tags,
    description: _description,
    name: _name,
    ...served
  } = restApi;
  return {
    restApi: served,
    resources: [...resources].sort((a, b) => compareText(a.path, b.path)),
    methods: [...methods].sort(
      (a, b) => compareText(a.resourceId, b.resourceId) || compareText(a.httpMethod, b.httpMethod),
    ),
    models: [...parts.models].sort((a, b) => compareText(a.name, b.name)),
    requestValidators: [...parts.requestValidators].sort((a, b) => compareText(a.id, b.id)),
    authorizers: [...parts.authorizers].sort((a, b) => compareText(a.id, b.id)),
    gatewayResponses: [...parts.gatewayResponses].sort((a, b) => compareText(a.responseType, b.responseType)),
  };
}

/** By UTF-16 code units: no locale, so every machine has the same order. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
