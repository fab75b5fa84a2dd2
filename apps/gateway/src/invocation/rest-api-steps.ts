import type { Step } from './step.js';
import { buildIntegrationRequest } from './steps/build-integration-request.js';
import { buildMethodResponse } from './steps/build-method-response.js';
import { callIntegration } from './steps/call-integration.js';
import { compressAnswer } from './steps/compress-answer.js';
import { decodeBody } from './steps/decode-body.js';
import { identifyApiKey } from './steps/identify-api-key.js';
import { mapIntegrationResponse } from './steps/map-integration-response.js';
import { matchMethod } from './steps/match-method.js';
import { readBody } from './steps/read-body.js';
import { selectStage } from './steps/select-stage.js';
import { throttle } from './steps/throttle.js';
import { validateMethodRequest } from './steps/validate-method-request.js';

/**
 * A request's way through a REST API. The order is behaviour: docs/REQUEST-PIPELINE.md has one heading per step, in this order, and a
 * test compares the two.
 */
export const restApiSteps = [
  selectStage,
  matchMethod,
  identifyApiKey,
  throttle,
  decodeBody,
  readBody,
  validateMethodRequest,
  buildIntegrationRequest,
  callIntegration,
  mapIntegrationResponse,
  buildMethodResponse,
  compressAnswer,
] as const satisfies readonly Step[];

/** The steps that find the method; every request takes them. */
export const openingSteps: readonly Step[] = restApiSteps.slice(0, restApiSteps.indexOf(matchMethod) + 1);

/** What a method makes use of. */
export interface MethodUses {
  readonly apiKey: boolean;
  /** Something reads the caller's body whole. */
  readonly body: boolean;
  /** Requests are checked against required parameters or models. */
  readonly requestChecks: boolean;
  /** An integration that is called, and not one that answers by itself. */
  readonly backend: boolean;
  /** Integration responses. */
  readonly responseMapping: boolean;
  /** The API has a size from which answers are compressed. */
  readonly compression: boolean;
}

/** The steps of one method behind the opening ones: those that it uses, in their order. */
export function stepsOf(uses: MethodUses): readonly Step[] {
  const unused = new Set<Step>(openingSteps);
  if (!uses.apiKey) unused.add(identifyApiKey);
  if (!uses.body) unused.add(readBody);
  if (!uses.requestChecks) unused.add(validateMethodRequest);
  if (!uses.backend) unused.add(callIntegration);
  if (!uses.responseMapping) unused.add(mapIntegrationResponse);
  if (!uses.compression) unused.add(compressAnswer);
  return restApiSteps.filter((step) => !unused.has(step));
}
