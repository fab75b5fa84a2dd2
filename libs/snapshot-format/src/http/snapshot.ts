import type { DocumentHead } from '../documents/features.js';
import type { RequestChecks } from '../rest/snapshot.js';
import type { HttpAuthorizer } from './http-authorizer.js';
import type { HttpApiIntegration } from './http-integration.js';

/**
 * A compiled Deployment of an HTTP API: everything that a gateway needs to serve it, nothing that it would
 * have to look up. Named by its digest and immutable; it does not name its Deployment, so equal definitions
 * share one snapshot. Requires `http-api`, so that no gateway takes it for a REST API's.
 */
export interface HttpSnapshot extends DocumentHead {
  readonly protocol: 'HTTP';
  readonly accountId: string;
  readonly region: string;
  /** The API's id; called as in REST, for what serves both need not ask. */
  readonly restApiId: string;
  readonly disableExecuteApiEndpoint: boolean;
  /** Missing: the gateway has no part in CORS, and a backend's headers are passed on. */
  readonly corsConfiguration?: HttpCorsConfiguration;
  /** Sorted by route key; no two match the same requests. */
  readonly routes: readonly HttpRoute[];
  /** The authorizers that routes name, by id; missing when none does. */
  readonly authorizers?: Readonly<Record<string, HttpAuthorizer>>;
  /**
   * Models that request checks name, by name; each is a JSON schema of draft 4. Missing when there are none.
   */
  readonly models?: Readonly<Record<string, unknown>>;
}

export interface HttpRoute {
  readonly routeId: string;
  /** As defined: `GET /pets/{id}` or `$default`. Throttles and metrics name routes so. */
  readonly routeKey: string;
  /** ANY of `$default`, too. */
  readonly method: string;
  /** Begins with a slash; missing of `$default`, which takes what no other route does. */
  readonly path?: string;
  readonly authorization: RouteAuthorization;
  /** Never without the API's tag `tollgate:rest-features`: AWS has no keys here. */
  readonly apiKeyRequired: boolean;
  readonly operationName?: string;
  /** As in REST, and never without that tag; missing: requests are not checked. */
  readonly requestChecks?: RequestChecks;
  readonly integration: HttpApiIntegration;
}

/**
 * How a route finds out who calls. The compiler refuses what is not here, and a gateway what it does not
 * know, so that a protected route is never served open.
 */
export type RouteAuthorization =
  | { readonly type: 'NONE' }
  /** A signature by an access key says who calls, and policies decide. */
  | { readonly type: 'AWS_IAM' }
  /** A Lambda authorizer's function decides. */
  | { readonly type: 'CUSTOM'; readonly authorizerId: string }
  | {
      readonly type: 'JWT';
      readonly authorizerId: string;
      /** One of them must be in the token; empty: none is asked for. Sorted. */
      readonly scopes: readonly string[];
    };

/** What browsers are told about the API. Lists are as their author gave them. */
export interface HttpCorsConfiguration {
  readonly allowCredentials: boolean;
  readonly allowHeaders: readonly string[];
  readonly allowMethods: readonly string[];
  /** `*`, `https://*`, `http://*`, or an origin as browsers write it. */
  readonly allowOrigins: readonly string[];
  readonly exposeHeaders: readonly string[];
  /** -1 to 86,400; missing: browsers are told nothing. */
  readonly maxAgeSeconds?: number;
}
