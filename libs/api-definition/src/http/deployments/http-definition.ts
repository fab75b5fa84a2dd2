import type { connectionFeatures } from '../../account/tags/websocket-tags.js';
import type { HttpApi } from '../apis/http-api.js';
import type { HttpAuthorizer } from '../authorizers/http-authorizer.js';
import type { HttpIntegrationResponse } from '../integrations/http-integration-response.js';
import type { HttpIntegration } from '../integrations/http-integration.js';
import type { HttpModel } from '../models/http-model.js';
import type { HttpRouteResponse } from '../routes/http-route-response.js';
import type { HttpRoute } from '../routes/http-route.js';

/** All that is below an HTTP or WebSocket API and is frozen with it. */
export interface HttpApiParts {
  readonly routes: readonly HttpRoute[];
  readonly routeResponses: readonly HttpRouteResponse[];
  readonly integrations: readonly HttpIntegration[];
  readonly integrationResponses: readonly HttpIntegrationResponse[];
  readonly authorizers: readonly HttpAuthorizer[];
  readonly models: readonly HttpModel[];
}

/**
 * The definition of an API as it stood when it was deployed: a full copy, which no later write changes.
 * Routes are sorted by key and the others by id, so that the same definition has the same canonical JSON.
 */
export interface FrozenHttpDefinition extends HttpApiParts {
  readonly api: Omit<
    HttpApi,
    'createdAtMs' | 'tags' | 'description' | 'name' | 'version' | 'importInfo' | 'warnings'
  > &
    ReturnType<typeof connectionFeatures>;
}
