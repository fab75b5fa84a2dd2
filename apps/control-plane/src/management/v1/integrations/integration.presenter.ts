import type { Integration, IntegrationResponse } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';

/** The integration with its responses, absent while there is none (recorded: integrations). */
export function presentIntegration(integration: Integration): v1.Integration {
  const { httpMethod, uri, connectionType, connectionId, credentials, contentHandling, tlsConfig } =
    integration;
  const { requestParameters, requestTemplates, responseTransferMode, integrationTarget } = integration;
  const responses = Object.entries(integration.integrationResponses);
  return {
    type: integration.type,
    ...(httpMethod !== null && { httpMethod }),
    ...(uri !== null && { uri }),
    ...(connectionType !== null && { connectionType }),
    ...(connectionId !== null && { connectionId }),
    ...(credentials !== null && { credentials }),
    ...(requestParameters && { requestParameters: { ...requestParameters } }),
    ...(requestTemplates && { requestTemplates: templates(requestTemplates) }),
    passthroughBehavior: integration.passthroughBehavior,
    ...(contentHandling !== null && { contentHandling }),
    timeoutInMillis: integration.timeoutInMillis,
    cacheNamespace: integration.cacheNamespace,
    cacheKeyParameters: [...integration.cacheKeyParameters],
    ...(responses.length > 0 && {
      integrationResponses: Object.fromEntries(
        responses.map(([code, response]) => [code, presentIntegrationResponse(response)]),
      ),
    }),
    ...(tlsConfig && { tlsConfig: { ...tlsConfig } }),
    ...(responseTransferMode && { responseTransferMode }),
    ...(integrationTarget !== undefined && { integrationTarget }),
  };
}

export function presentIntegrationResponse(response: IntegrationResponse): v1.IntegrationResponse {
  const { statusCode, selectionPattern, responseParameters, responseTemplates, contentHandling } = response;
  return {
    statusCode,
    ...(selectionPattern !== null && { selectionPattern }),
    ...(responseParameters && { responseParameters: { ...responseParameters } }),
    ...(responseTemplates && { responseTemplates: templates(responseTemplates) }),
    ...(contentHandling !== null && { contentHandling }),
  };
}

/**
 * A template may be null on the wire (recorded: integration responses), which the model's type does not say.
 */
const templates = (map: Readonly<Record<string, string | null>>): Record<string, string> =>
  ({ ...map }) as Record<string, string>;
