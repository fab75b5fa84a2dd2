import { badRequest, conflict, fail, notFound, ok, type Result } from '../../domain-error.js';
import type { ProtocolType } from '../apis/http-api.js';
import { lengthProblem } from '../member-lengths.js';
import { createdEntries, patched, patchedEntries, patchedMember } from '../patch-members.js';
import type { HttpIntegrationResponse } from './http-integration-response.js';
import type { ContentHandlingStrategy } from './http-integration.js';

/** What CreateIntegrationResponse is given. */
export interface GivenIntegrationResponse {
  readonly integrationResponseKey: string;
  readonly contentHandlingStrategy?: ContentHandlingStrategy;
  readonly responseParameters?: Readonly<Record<string, string>>;
  readonly responseTemplates?: Readonly<Record<string, string>>;
  readonly templateSelectionExpression?: string;
}

/** A new integration response, not checked yet: `checkHttpIntegrationResponse`. */
export const newHttpIntegrationResponse = (
  given: GivenIntegrationResponse,
  ids: Pick<HttpIntegrationResponse, 'apiId' | 'integrationId' | 'integrationResponseId'>,
): HttpIntegrationResponse => ({
  ...ids,
  integrationResponseKey: given.integrationResponseKey,
  contentHandlingStrategy: given.contentHandlingStrategy ?? null,
  responseParameters: createdEntries(given.responseParameters),
  responseTemplates: createdEntries(given.responseTemplates),
  templateSelectionExpression: given.templateSelectionExpression || null,
});

/** An integration response after UpdateIntegrationResponse, not checked yet. */
export const updatedHttpIntegrationResponse = (
  response: HttpIntegrationResponse,
  given: Partial<GivenIntegrationResponse>,
): HttpIntegrationResponse => ({
  ...response,
  integrationResponseKey: patched(given.integrationResponseKey, response.integrationResponseKey),
  contentHandlingStrategy: patched(given.contentHandlingStrategy, response.contentHandlingStrategy),
  responseParameters: patchedEntries(given.responseParameters, response.responseParameters),
  responseTemplates: patchedEntries(given.responseTemplates, response.responseTemplates),
  templateSelectionExpression: patchedMember(
    given.templateSelectionExpression,
    response.templateSelectionExpression,
  ),
});

/** Whether an API may have it; the first text is AWS's. */
export function checkHttpIntegrationResponse(
  response: HttpIntegrationResponse,
  protocolType: ProtocolType,
): Result<HttpIntegrationResponse> {
  if (protocolType === 'HTTP') return fail(integrationResponsesNotSupported);
  const { integrationResponseKey: key } = response;
  const tooLong = lengthProblem('integrationResponseKey', key, 1024);
  if (tooLong) return fail(tooLong);
  if (key !== '$default' && !/^\/.+\/$/s.test(key)) {
    return fail(
      badRequest(`Invalid integration response key specified: ${key}. It must be $default or /expression/`),
    );
  }
  return ok(response);
}

const integrationResponsesNotSupported = badRequest(
  'IntegrationResponses are currently not supported for this API protocol type.',
);
export const httpIntegrationResponseNotFound = notFound('Invalid Integration Response identifier specified');
export const integrationResponseKeyTaken = (key: string) =>
  conflict(`Integration response with key ${key} already exists for this integration`);
