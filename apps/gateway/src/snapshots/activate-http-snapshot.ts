import { buildHttpRoutes } from '#libs/route-trie';
import type { HttpRoute, HttpSnapshot } from '#libs/snapshot-format';
import { activateRouteAuthorization } from '../authorization/route-authorizations.js';
import type { SignatureServices } from '../authorization/signature-services.js';
import type { ActiveAuthorizer } from '../authorizers/authorization.js';
import type { AuthorizerServices } from '../authorizers/authorizer-services.js';
import { activateHttpAuthorizer } from '../authorizers/http-api/activate-http-authorizer.js';
import { activateHttpIntegration } from '../integrations/http-api/activate-http-integration.js';
import { mapResponseParameters } from '../integrations/http-api/map-response.js';
import type { IntegrationServices } from '../integrations/integration-services.js';
import { stepsOf } from '../integrations/integration.js';
import type { ActiveMethod, ActiveSnapshot } from '../invocation/active-stage.js';
import { activateRequestChecks } from '../invocation/check-request.js';
import { preflightRoute } from '../invocation/http-api/answer-preflight.js';
import { compileCors } from '../invocation/http-api/http-cors.js';
import { renderHttpError } from '../invocation/http-api/render-http-error.js';
import type { HttpApiSteps } from '../invocation/http-api-steps.js';
import { replaceCorsHeaders } from '../invocation/steps/replace-cors-headers.js';
import type { Checked } from './check-change.js';
import { readModels } from './read-models.js';

/**
 * Builds the snapshot of an HTTP API, whose digest was verified. Throws only for what the check of
 * consistency does not see.
 */
export type ActivateHttpSnapshot = (digest: string, document: HttpSnapshot) => Checked<ActiveSnapshot>;

/** What the routes and integrations of this process share. */
export interface HttpSnapshotServices {
  readonly steps: Pick<HttpApiSteps, 'of' | 'route'>;
  readonly integrations: IntegrationServices;
  readonly authorizers: AuthorizerServices;
  readonly signatures: SignatureServices;
}

export function createHttpActivator(services: HttpSnapshotServices): ActivateHttpSnapshot {
  return (digest, document) => activateHttpSnapshot(digest, document, services);
}

function activateHttpSnapshot(
  digest: string,
  document: HttpSnapshot,
  services: HttpSnapshotServices,
): Checked<ActiveSnapshot> {
  const read = readModels(document);
  if (!read.ok) return read;
  const models = read.value;
  const cors = document.corsConfiguration === undefined ? null : compileCors(document.corsConfiguration);
  const corsStep = cors && replaceCorsHeaders(cors);
  const authorizers = new Map(
    Object.entries(document.authorizers ?? {}).map(([id, authorizer]) => [
      id,
      activateHttpAuthorizer(authorizer, services.authorizers),
    ]),
  );

  function authorizerOf(id: string): ActiveAuthorizer {
    const authorizer = authorizers.get(id);
    if (authorizer === undefined) throw new Error(`authorizer ${id} is missing`);
    return authorizer;
  }

  function activateRoute(route: HttpRoute): ActiveMethod {
    const { authorization } = route;
    const integration = activateHttpIntegration(route.integration, services.integrations);
    const authorizerId = 'authorizerId' in authorization ? authorization.authorizerId : null;
    const responseParameters =
      'responseParameters' in route.integration ? route.integration.responseParameters : {};
    return {
      resourceId: route.routeId,
      resourcePath: route.path ?? '$default',
      httpMethod: route.method,
      settingsKey: route.routeKey,
      routeKey: route.routeKey,
      apiKeyRequired: route.apiKeyRequired,
      evaluateResourcePolicy: null,
      authorize: activateRouteAuthorization(authorization, { authorizerOf, signatures: services.signatures }),
      authorizerId,
      identity: authorizerId === null ? null : authorizerOf(authorizerId).identity,
      integrationType: route.integration.type,
      timeoutMs: 'timeoutMs' in route.integration ? route.integration.timeoutMs : null,
      streamsForMs: null,
      cacheKey: () => null,
      refuseInvalidation: () => null,
      requestChecks: route.requestChecks ? activateRequestChecks(route.requestChecks, models) : null,
      steps: services.steps.of(
        { definition: route, integrationReadsBody: integration.readsBody },
        {
          ofIntegration: stepsOf(integration),
          mapResponseParameters: isEmpty(responseParameters)
            ? null
            : mapResponseParameters(responseParameters),
          replaceCorsHeaders: corsStep,
        },
      ),
    };
  }

  const routes = document.routes.map((route) => ({
    method: route.method,
    path: route.path ?? null,
    value: activateRoute(route),
  }));
  return {
    ok: true,
    value: {
      digest,
      document,
      methods: routes.map(({ value }) => value),
      route: services.steps.route(buildHttpRoutes(routes), cors && preflightRoute(cors)),
      renderRejection: (invocation, rejection) => renderHttpError(invocation, rejection, cors),
    },
  };
}

const isEmpty = <T extends object>(values: T | undefined): values is undefined =>
  values === undefined || Object.keys(values).length === 0;
