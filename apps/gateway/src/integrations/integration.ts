import { integrationSteps } from '../invocation/integration-steps.js';
import type { Received, Routed, Sending } from '../invocation/invocation.js';
import type { MethodStep, Verdict } from '../invocation/step.js';
import type { IntegrationServices } from './integration-services.js';
import type { IsBinary } from './mapping/binary-media-types.js';
import type { RequestMapping } from './mapping/map-request.js';
import type { ResponseMapping } from './mapping/mapped-response.js';

/**
 * An integration as it serves: templates and mappings compiled, everything decided that does not depend on
 * the request.
 */
export interface ActiveIntegration {
  /**
   * Whether something reads the caller's body whole, so that it must be in memory before the integration
   * request is built.
   */
  readonly readsBody: boolean;
  /** Milliseconds that its response may stream for, with pauses on the way; missing: it does not stream. */
  readonly streamsForMs?: number;
  /** Sets `exchange`. A promise when it must first ask who the call is from. */
  readonly buildRequest: (invocation: Routed) => Verdict | Promise<Verdict>;
  /** Sets the exchange's result; null when `buildRequest` has. */
  readonly call: ((invocation: Sending) => Verdict | Promise<Verdict>) | null;
  /**
   * Sets `response` from the integration response that the result selects; null for proxies, which have none.
   */
  readonly mapResponse: ((invocation: Received) => Verdict) | null;
  /** Checks `response` against the method responses; a proxy sets it here. */
  readonly buildResponse: (invocation: Received) => Verdict;
}

/** What an integration is activated with, beside its own settings. */
export interface IntegrationSetting {
  readonly isBinary: IsBinary;
  readonly services: IntegrationServices;
}

/** The same of one that is mapped; its API's protocol says how. */
export interface MappedSetting {
  readonly mapRequest: RequestMapping;
  readonly responses: ResponseMapping;
  readonly services: IntegrationServices;
}

/** An integration's own steps. */
export function stepsOf(integration: ActiveIntegration): readonly MethodStep[] {
  const { buildRequest, call, mapResponse, buildResponse } = integration;
  return integrationSteps({
    buildIntegrationRequest: buildRequest,
    callIntegration: call,
    mapIntegrationResponse: mapResponse,
    buildMethodResponse: buildResponse,
  });
}
