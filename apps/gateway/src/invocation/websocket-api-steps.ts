import type { Admission } from './admission.js';
import type { DeniedIdentities } from './denied-identities.js';
import { integrationStepNames } from './integration-steps.js';
import type { DeclaredStep, MethodStep, RouteStep, ServedMethod } from './step.js';
import { authorize } from './steps/authorize.js';
import { buildRouteResponse } from './steps/build-route-response.js';
import { denyIdentities } from './steps/deny-identities.js';
import { identifyApiKey } from './steps/identify-api-key.js';
import { readBody } from './steps/read-body.js';
import { selectRoute, type WebSocketRoutes } from './steps/select-route.js';
import { throttle } from './steps/throttle.js';
import { validateMethodRequest } from './steps/validate-method-request.js';

/** What the steps of this process share. */
export interface WebSocketApiServices {
  readonly admission: Admission;
  readonly deniedIdentities: DeniedIdentities;
  /** Does what a call for a connection asks for (`@connections`), and sets the response. */
  readonly callConnection: MethodStep['run'];
}

/** What has come: a handshake, a message, an end, or a call for a connection. */
export type Occasion = 'CONNECT' | 'MESSAGE' | 'DISCONNECT' | 'CALL';

const occasionOf = (routeKey: string): Exclude<Occasion, 'CALL'> =>
  routeKey === '$connect' ? 'CONNECT' : routeKey === '$disconnect' ? 'DISCONNECT' : 'MESSAGE';

/** What a route brings with it. */
export interface OwnRouteSteps {
  readonly ofIntegration: readonly MethodStep[];
  /** Its client gets what the integration responds: a handshake, or a message of a two-way route. */
  readonly isAnswered: boolean;
}

/**
 * The ways through a WebSocket API. Their order is behaviour: docs/WEBSOCKET-PIPELINE.md has one heading per
 * step, in this order, and a test compares the two.
 */
export class WebSocketApiSteps {
  private readonly beforeIntegration: { readonly [O in Exclude<Occasion, 'CALL'>]: readonly DeclaredStep[] };
  private readonly ofCalls: readonly DeclaredStep[];
  private readonly callConnection: MethodStep;

  constructor({ admission, deniedIdentities, callConnection }: WebSocketApiServices) {
    this.beforeIntegration = {
      CONNECT: [
        authorize,
        denyIdentities(deniedIdentities),
        identifyApiKey,
        throttle(admission),
        validateMethodRequest,
      ],
      // Who a message is from was found out when its connection was opened.
      MESSAGE: [throttle(admission), validateMethodRequest],
      DISCONNECT: [],
    };
    this.ofCalls = [authorize, denyIdentities(deniedIdentities), throttle(admission), readBody];
    this.callConnection = { name: 'callConnection', run: callConnection };
  }

  /** The step that finds the route; everything that comes takes it. */
  route(routes: WebSocketRoutes): RouteStep {
    return selectRoute(routes);
  }

  /** The steps of one route behind the one that finds it: those that it uses, in their order. */
  of(
    routeKey: string,
    served: ServedMethod,
    { ofIntegration, isAnswered }: OwnRouteSteps,
  ): readonly MethodStep[] {
    return [
      ...this.beforeIntegration[occasionOf(routeKey)].filter((step) => step.isUsedBy(served, null)),
      ...ofIntegration,
      buildRouteResponse(isAnswered),
    ];
  }

  /** The steps of calls for connections. */
  calls(served: ServedMethod): readonly MethodStep[] {
    return [...this.ofCalls.filter((step) => step.isUsedBy(served, null)), this.callConnection];
  }

  /** The names of all steps behind `chooseRelease`, in their order. */
  names(occasion: Occasion): readonly string[] {
    if (occasion === 'CALL') {
      return ['selectRoute', ...this.ofCalls.map(({ name }) => name), this.callConnection.name];
    }
    return [
      'selectRoute',
      ...this.beforeIntegration[occasion].map(({ name }) => name),
      ...integrationStepNames,
      'buildRouteResponse',
    ];
  }
}
