import type { HttpRoutes } from '#libs/route-trie';
import type { ActiveMethod } from './active-stage.js';
import type { Admission } from './admission.js';
import type { DeniedIdentities } from './denied-identities.js';
import { integrationStepNames } from './integration-steps.js';
import type { DeclaredStep, MethodStep, RouteStep, ServedMethod } from './step.js';
import { authorize } from './steps/authorize.js';
import { denyIdentities } from './steps/deny-identities.js';
import { identifyApiKey } from './steps/identify-api-key.js';
import { matchRoute } from './steps/match-route.js';
import { readBody } from './steps/read-body.js';
import { throttle } from './steps/throttle.js';
import { validateMethodRequest } from './steps/validate-method-request.js';

/** What the steps of this process share. */
export interface HttpApiServices {
  readonly admission: Admission;
  readonly deniedIdentities: DeniedIdentities;
}

/** The steps that a route brings with it; null: it has none. */
export interface OwnSteps {
  readonly ofIntegration: readonly MethodStep[];
  readonly mapResponseParameters: MethodStep | null;
  readonly replaceCorsHeaders: MethodStep | null;
}

/**
 * A request's way through an HTTP API. The order is behaviour: docs/HTTP-API-PIPELINE.md has one heading per
 * step, in this order, and a test compares the two.
 */
export class HttpApiSteps {
  private readonly beforeIntegration: readonly DeclaredStep[];

  constructor({ admission, deniedIdentities }: HttpApiServices) {
    this.beforeIntegration = [
      authorize,
      denyIdentities(deniedIdentities),
      identifyApiKey,
      throttle(admission),
      readBody,
      validateMethodRequest,
    ];
  }

  /** The step that finds the route; every request takes it. */
  route(routes: HttpRoutes<ActiveMethod>, preflight: ActiveMethod | null): RouteStep {
    return matchRoute(routes, preflight);
  }

  /** The steps of one route behind the one that finds it: those that it uses, in their order. */
  of(route: ServedMethod, own: OwnSteps): readonly MethodStep[] {
    return [
      ...this.beforeIntegration.filter((step) => step.isUsedBy(route, null)),
      ...own.ofIntegration,
      ...[own.mapResponseParameters, own.replaceCorsHeaders].filter((step) => step !== null),
    ];
  }

  /** The names of all steps behind `chooseRelease`, in their order. */
  names(): readonly string[] {
    return [
      'matchRoute',
      ...this.beforeIntegration.map(({ name }) => name),
      // Nothing is mapped here but by parameters, which come last.
      ...integrationStepNames.filter((name) => name !== 'mapIntegrationResponse'),
      'mapResponseParameters',
      'replaceCorsHeaders',
    ];
  }
}
