import { compileGatewayResponses } from '#libs/gateway-responses';
import { buildRouteTrie, type Route, type RouteTrie } from '#libs/route-trie';
import {
  methodThrottleName,
  type RestSnapshot,
  type SnapshotMethod,
  type SnapshotRoute,
} from '#libs/snapshot-format';
import { activateAuthorization } from '../authorization/authorization-kinds.js';
import { refuseInvalidation } from '../authorization/refuse-invalidation.js';
import { beforeAuthorization, readResourcePolicy } from '../authorization/resource-policy.js';
import { activateAuthorizer } from '../authorizers/activate-authorizer.js';
import type { ActiveAuthorizer } from '../authorizers/authorization.js';
import type { SignatureServices } from '../authorization/signature-services.js';
import type { AuthorizerServices } from '../authorizers/authorizer-services.js';
import { activateIntegration } from '../integrations/activate-integration.js';
import type { IntegrationServices } from '../integrations/integration-services.js';
import { stepsOf } from '../integrations/integration.js';
import {
  compileBinaryMediaTypes,
  nothingIsBinary,
  type IsBinary,
} from '../integrations/mapping/binary-media-types.js';
import type { ActiveMethod, ActiveSnapshot } from '../invocation/active-stage.js';
import { compileCacheKey, type ActiveCacheKey } from '../invocation/response-cache/cache-key.js';
import { compileResponseVariant } from '../invocation/response-cache/response-variant.js';
import { activateRequestChecks } from '../invocation/check-request.js';
import { renderGatewayResponse } from '../invocation/render-rejection.js';
import type { RestApiSteps } from '../invocation/rest-api-steps.js';
import type { Checked } from './check-change.js';
import { readModels } from './read-models.js';

/** A REST API's snapshot as it serves. */
export interface ActiveRestSnapshot extends ActiveSnapshot {
  readonly routes: RouteTrie<ActiveMethod>;
}

/**
 * Builds the snapshot of a REST API, whose digest was verified. Throws only for what the check of consistency
 * does not see.
 */
export type ActivateRestSnapshot = (digest: string, document: RestSnapshot) => Checked<ActiveRestSnapshot>;

/** What the methods and integrations of this process share. */
export interface RestSnapshotServices {
  readonly steps: Pick<RestApiSteps, 'of' | 'route'>;
  readonly integrations: IntegrationServices;
  readonly authorizers: AuthorizerServices;
  readonly signatures: SignatureServices;
}

export function createRestActivator(services: RestSnapshotServices): ActivateRestSnapshot {
  return (digest, document) => activateRestSnapshot(digest, document, services);
}

function activateRestSnapshot(
  digest: string,
  document: RestSnapshot,
  services: RestSnapshotServices,
): Checked<ActiveRestSnapshot> {
  const read = readModels(document);
  if (!read.ok) return read;
  const readPolicy = readResourcePolicy(document.resourcePolicy);
  if (!readPolicy.ok) return readPolicy;
  const { resourcePolicy } = readPolicy;
  const models = read.value;
  const isBinary = compileBinaryMediaTypes(document.binaryMediaTypes);
  const routes: Route<ActiveMethod>[] = [];

  const authorizers = new Map(
    Object.entries(document.authorizers ?? {}).map(([id, authorizer]) => [
      id,
      activateAuthorizer(authorizer, services.authorizers),
    ]),
  );

  function authorizerOf(id: string): ActiveAuthorizer {
    const authorizer = authorizers.get(id);
    if (authorizer === undefined) throw new Error(`authorizer ${id} is missing`);
    return authorizer;
  }

  function activateMethod(route: SnapshotRoute, httpMethod: string, method: SnapshotMethod): ActiveMethod {
    const integration = activateIntegration(method, isBinary, services.integrations);
    const { authorization } = method;
    const authorizerId = 'authorizerId' in authorization ? authorization.authorizerId : null;
    const served = { definition: method, integrationReadsBody: integration.readsBody };
    return {
      resourceId: route.resourceId,
      resourcePath: route.path,
      httpMethod,
      settingsKey: methodThrottleName(route.path, httpMethod),
      routeKey: null,
      apiKeyRequired: method.apiKeyRequired,
      evaluateResourcePolicy: beforeAuthorization(authorization.type, resourcePolicy),
      authorize: activateAuthorization(authorization, {
        authorizerOf,
        signatures: services.signatures,
        resourcePolicy,
      }),
      authorizerId,
      identity: authorizerId === null ? null : authorizerOf(authorizerId).identity,
      integrationType: method.integration.type,
      timeoutMs: 'timeoutMs' in method.integration ? method.integration.timeoutMs : null,
      streamsForMs: integration.streamsForMs ?? null,
      cacheKey: () => cacheKeyOf(route.path, method, isBinary),
      refuseInvalidation: refuseInvalidation(authorization.type, resourcePolicy),
      requestChecks: method.requestChecks ? activateRequestChecks(method.requestChecks, models) : null,
      steps: services.steps.of(served, document, stepsOf(integration)),
    };
  }

  for (const route of document.routes) {
    for (const [httpMethod, method] of Object.entries(route.methods)) {
      routes.push({
        path: route.path,
        methods: [httpMethod],
        value: activateMethod(route, httpMethod, method),
      });
    }
  }
  const trie = buildRouteTrie(routes);
  return {
    ok: true,
    value: {
      digest,
      document,
      methods: routes.map(({ value }) => value),
      routes: trie,
      route: services.steps.route(trie),
      renderRejection: renderGatewayResponse(compileGatewayResponses(document.gatewayResponses)),
    },
  };
}

/** Null for a method of a snapshot from before there was a cache, and for one whose key cannot be read. */
function cacheKeyOf(resourcePath: string, method: SnapshotMethod, isBinary: IsBinary): ActiveCacheKey | null {
  const { cacheKey, authorization, integration } = method;
  if (cacheKey === undefined) return null;
  const variantOf = compileResponseVariant(integration, isBinary === nothingIsBinary ? null : isBinary);
  return compileCacheKey({ cacheKey, resourcePath, authorization: authorization.type, variantOf });
}
