import type { Integration, IntegrationResponse } from '#libs/api-definition';
import { present } from './present.js';

const DEFAULT_TIMEOUT_MS = 29_000;

/** `x-amazon-apigateway-integration`: only what differs from the defaults (recorded: export). */
export function exportIntegration(integration: Integration, resourceId: string): object {
  const { cacheNamespace, timeoutInMillis, connectionType } = integration;
  return {
    type: integration.type.toLowerCase(),
    ...present('httpMethod', integration.httpMethod),
    ...present('uri', integration.uri),
    ...present('connectionType', connectionType === 'VPC_LINK' ? connectionType : null),
    ...present('connectionId', integration.connectionId),
    ...present('credentials', integration.credentials),
    ...present('responses', exportResponses(Object.values(integration.integrationResponses))),
    ...present('requestParameters', integration.requestParameters),
    ...present('requestTemplates', texts(integration.requestTemplates)),
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    ...present('contentHandling', integration.contentHandling),
    ...present('timeoutInMillis', timeoutInMillis === DEFAULT_TIMEOUT_MS ? null : timeoutInMillis),
    ...present('cacheNamespace', cacheNamespace === resourceId ? null : cacheNamespace),
    ...present('cacheKeyParameters', integration.cacheKeyParameters),
    ...present('tlsConfig', integration.tlsConfig),
    ...present('responseTransferMode', integration.responseTransferMode),
    ...present('integrationTarget', integration.integrationTarget),
  };
}

/**
 * By selection pattern, `default` for none. Where several have the same, the one of the lowest status code is
 * the one that is used.
 */
function exportResponses(responses: readonly IntegrationResponse[]): object {
  const byPattern = new Map<string, object>();
  const sorted = [...responses].sort((one, other) => Number(one.statusCode) - Number(other.statusCode));
  for (const response of sorted) {
    const pattern = response.selectionPattern ?? 'default';
    if (byPattern.has(pattern)) continue;
    byPattern.set(pattern, {
      statusCode: response.statusCode,
      ...present('responseParameters', response.responseParameters),
      ...present('responseTemplates', texts(response.responseTemplates)),
      ...present('contentHandling', response.contentHandling),
    });
  }
  return Object.fromEntries(byPattern);
}

/** A template that is kept as null is an empty one. */
const texts = (templates: Readonly<Record<string, string | null>> | null): object | null =>
  templates && Object.fromEntries(Object.entries(templates).map(([type, text]) => [type, text ?? '']));
