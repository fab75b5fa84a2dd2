import type { RestSnapshot } from '#libs/snapshot-format';
import type { RouteTrie } from '#libs/route-trie';
import type { ActiveMethod } from './active-stage.js';
import type { Admission } from './admission.js';
import type { DeniedIdentities } from './denied-identities.js';
import { integrationStepNames } from './integration-steps.js';
import type { DeclaredStep, MethodStep, RouteStep, ServedMethod } from './step.js';
import { authorize } from './steps/authorize.js';
import { compressResponse } from './steps/compress-response.js';
import { decodeBody } from './steps/decode-body.js';
import { denyIdentities } from './steps/deny-identities.js';
import { evaluateResourcePolicy } from './steps/evaluate-resource-policy.js';
import { identifyApiKey } from './steps/identify-api-key.js';
import { matchMethod } from './steps/match-method.js';
import { passThroughEdge } from './steps/pass-through-edge.js';
import { readBody } from './steps/read-body.js';
import { throttle } from './steps/throttle.js';
import { validateMethodRequest } from './steps/validate-method-request.js';

/** What the steps of this process share. */
export interface RestApiServices {
  readonly admission: Admission;
  readonly deniedIdentities: DeniedIdentities;
}

/**
 * A request's way through a REST API. The order is behaviour: docs/REQUEST-PIPELINE.md has one heading per
 * step, in this order, and a test compares the two. The steps of the integration are given by itself.
 */
export class RestApiSteps {
  private readonly beforeIntegration: readonly DeclaredStep<RestSnapshot>[];
  private readonly afterIntegration: readonly DeclaredStep<RestSnapshot>[] = [compressResponse];

  constructor({ admission, deniedIdentities }: RestApiServices) {
    this.beforeIntegration = [
      passThroughEdge,
      evaluateResourcePolicy,
      authorize,
      denyIdentities(deniedIdentities),
      identifyApiKey,
      throttle(admission),
      decodeBody,
      readBody,
      validateMethodRequest,
    ];
  }

  /** The step that finds the method; every request takes it. */
  route(routes: RouteTrie<ActiveMethod>): RouteStep {
    return matchMethod(routes);
  }

  /** The steps of one method behind the one that finds it: those that it uses, in their order. */
  of(
    method: ServedMethod,
    snapshot: RestSnapshot,
    ofIntegration: readonly MethodStep[],
  ): readonly MethodStep[] {
    const isUsed = (step: DeclaredStep<RestSnapshot>): boolean => step.isUsedBy(method, snapshot);
    return [
      ...this.beforeIntegration.filter(isUsed),
      ...ofIntegration,
      ...this.afterIntegration.filter(isUsed),
    ];
  }

  /** The names of all steps behind `chooseRelease`, in their order. */
  names(): readonly string[] {
    const nameOf = ({ name }: { readonly name: string }): string => name;
    return [
      'matchMethod',
      'askWebAcl',
      ...this.beforeIntegration.map(nameOf),
      'findCachedResponse',
      ...integrationStepNames,
      'keepResponse',
      ...this.afterIntegration.map(nameOf),
    ];
  }
}
