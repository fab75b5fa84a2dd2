import type { Validator } from '#libs/json-schema';
import type { WebSocketRoute, WebSocketSnapshot } from '#libs/snapshot-format';
import { signedFor } from '../authorization/aws-iam.js';
import { activateConnectAuthorization } from '../authorization/connect-authorizations.js';
import type { SignatureServices } from '../authorization/signature-services.js';
import type { ActiveAuthorizer } from '../authorizers/authorization.js';
import type { AuthorizerServices } from '../authorizers/authorizer-services.js';
import { activateConnectAuthorizer } from '../authorizers/websocket/connect-authorizer.js';
import type { IntegrationServices } from '../integrations/integration-services.js';
import { stepsOf } from '../integrations/integration.js';
import { activateWebSocketIntegration } from '../integrations/websocket/activate-websocket-integration.js';
import type { ActiveMethod, ActiveSnapshot } from '../invocation/active-stage.js';
import { activateRequiredParameters } from '../invocation/check-request.js';
import type { WebSocketRoutes } from '../invocation/steps/select-route.js';
import { activateMessageChecks } from '../invocation/websocket/check-message.js';
import { renderWebSocketError } from '../invocation/websocket/render-websocket-error.js';
import type { WebSocketApiSteps } from '../invocation/websocket-api-steps.js';
import type { Checked } from './check-change.js';
import { readModels } from './read-models.js';

/**
 * Builds the snapshot of a WebSocket API, whose digest was verified. Throws only for what the check of
 * consistency does not see.
 */
export type ActivateWebSocketSnapshot = (
  digest: string,
  document: WebSocketSnapshot,
) => Checked<ActiveSnapshot>;

/** What the routes and integrations of this process share. */
export interface WebSocketSnapshotServices {
  readonly steps: Pick<WebSocketApiSteps, 'of' | 'calls' | 'route'>;
  readonly integrations: IntegrationServices;
  readonly authorizers: AuthorizerServices;
  readonly signatures: SignatureServices;
}

export function createWebSocketActivator(services: WebSocketSnapshotServices): ActivateWebSocketSnapshot {
  return (digest, document) => activateWebSocketSnapshot(digest, document, services);
}

function activateWebSocketSnapshot(
  digest: string,
  document: WebSocketSnapshot,
  services: WebSocketSnapshotServices,
): Checked<ActiveSnapshot> {
  const read = readModels(document);
  if (!read.ok) return read;
  const parts = { services, models: read.value, authorizerOf: authorizersOf(document, services) };
  const active = new Map(
    [...missingRoutes(document), ...document.routes].map((route) => [
      route.routeKey,
      activateRoute(route, document, parts),
    ]),
  );
  const routes: WebSocketRoutes = {
    connect: active.get(CONNECT)!,
    disconnect: active.get(DISCONNECT)!,
    messages: new Map([...active].filter(([routeKey]) => routeKey !== CONNECT && routeKey !== DISCONNECT)),
    calls: callsOf(services),
    selectionExpression: document.routeSelectionExpression,
  };
  return {
    ok: true,
    value: {
      digest,
      document,
      methods: [...active.values(), routes.calls],
      route: services.steps.route(routes),
      renderRejection: renderWebSocketError,
    },
  };
}

const CONNECT = '$connect';
const DISCONNECT = '$disconnect';

interface RouteParts {
  readonly services: WebSocketSnapshotServices;
  readonly models: ReadonlyMap<string, Validator>;
  readonly authorizerOf: (id: string) => ActiveAuthorizer;
}

function authorizersOf(
  { authorizers = {} }: WebSocketSnapshot,
  services: WebSocketSnapshotServices,
): RouteParts['authorizerOf'] {
  const active = new Map(
    Object.entries(authorizers).map(([id, authorizer]) => [
      id,
      activateConnectAuthorizer(authorizer, services.authorizers),
    ]),
  );
  return (id) => {
    const authorizer = active.get(id);
    if (authorizer === undefined) throw new Error(`authorizer ${id} is missing`);
    return authorizer;
  };
}

/** Connections open and end also where no route is for that; nothing is called then. */
const missingRoutes = ({ routes }: WebSocketSnapshot): WebSocketRoute[] =>
  [CONNECT, DISCONNECT]
    .filter((key) => !routes.some(({ routeKey }) => routeKey === key))
    .map((routeKey) => ({
      routeId: '',
      routeKey,
      authorization: { type: 'NONE' },
      apiKeyRequired: false,
    }));

function activateRoute(
  route: WebSocketRoute,
  { validatesMessages }: WebSocketSnapshot,
  { services, models, authorizerOf }: RouteParts,
): ActiveMethod {
  const { routeKey, authorization, integration: defined } = route;
  const isAnswered = isAnsweredOf(route);
  const integration =
    defined === undefined ? null : activateWebSocketIntegration(defined, services.integrations, isAnswered);
  const authorizerId = 'authorizerId' in authorization ? authorization.authorizerId : null;
  const requestChecks =
    route.requiredParameters !== undefined
      ? activateRequiredParameters(route.requiredParameters)
      : route.messageModels !== undefined && validatesMessages
        ? activateMessageChecks(route.messageModels, models)
        : null;
  const served = {
    definition: route,
    integrationReadsBody: integration?.readsBody ?? false,
    checksMessages: requestChecks !== null,
  };
  return {
    ...asMethod,
    resourceId: route.routeId,
    resourcePath: routeKey,
    settingsKey: routeKey,
    routeKey,
    apiKeyRequired: route.apiKeyRequired,
    authorize: activateConnectAuthorization(authorization, { authorizerOf, signatures: services.signatures }),
    authorizerId,
    identity: authorizerId === null ? null : authorizerOf(authorizerId).identity,
    integrationType: defined?.type ?? 'NONE',
    timeoutMs: defined !== undefined && 'timeoutMs' in defined ? defined.timeoutMs : null,
    requestChecks,
    steps: services.steps.of(routeKey, served, {
      ofIntegration: integration === null ? [] : stepsOf(integration),
      isAnswered,
    }),
  };
}

/** Nobody is there to read what an end is answered. */
const isAnsweredOf = ({ routeKey, routeResponse }: WebSocketRoute): boolean =>
  routeKey === CONNECT || (routeKey !== DISCONNECT && routeResponse !== undefined);

/** What no route of a WebSocket API has. */
const asMethod = {
  httpMethod: 'ANY',
  evaluateResourcePolicy: null,
  streamsForMs: null,
  cacheKey: () => null,
  refuseInvalidation: () => null,
};

/** Stands for a route where connections are called: whoever does is to sign (guide page on @connections). */
function callsOf({ steps, signatures }: WebSocketSnapshotServices): ActiveMethod {
  const definition = { authorization: { type: 'AWS_IAM' }, apiKeyRequired: false };
  return {
    ...asMethod,
    resourceId: '',
    resourcePath: '/@connections/{connectionId}',
    settingsKey: '@connections',
    routeKey: null,
    apiKeyRequired: false,
    authorize: signedFor('execute-api:ManageConnections', { signatures, resourcePolicy: null }),
    authorizerId: null,
    identity: null,
    integrationType: 'NONE',
    timeoutMs: null,
    requestChecks: null,
    steps: steps.calls({ definition, integrationReadsBody: true }),
  };
}
