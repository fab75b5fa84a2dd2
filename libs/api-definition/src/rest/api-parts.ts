import type { Authorizer } from './authorizers/authorizer.js';
import type { GatewayResponse } from './gateway-responses/gateway-response.js';
import type { Model } from './models/model.js';
import type { RequestValidator } from './request-validators/request-validator.js';

/** What a RestApi has beside resources and methods that changes how it is served. */
export interface ApiParts {
  readonly models: readonly Model[];
  readonly requestValidators: readonly RequestValidator[];
  readonly authorizers: readonly Authorizer[];
  /** Only types that were set. */
  readonly gatewayResponses: readonly GatewayResponse[];
}

/** Of a RestApi that has none of them. */
export const noApiParts: ApiParts = {
  models: [],
  requestValidators: [],
  authorizers: [],
  gatewayResponses: [],
};
