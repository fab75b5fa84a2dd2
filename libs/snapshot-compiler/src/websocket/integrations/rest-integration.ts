import type { HttpIntegration, Integration } from '#libs/api-definition';
import { parseMappingSource } from '#libs/mapping-templates';
import { functionOfUri } from '../../http/function-of-uri.js';

/** The integration as one of a REST API, which is compiled in the same way. Without its responses. */
export const asRestIntegration = (integration: HttpIntegration): Integration => ({
  type: integration.integrationType,
  httpMethod: integration.integrationMethod,
  uri: uriOf(integration),
  connectionType: integration.connectionType,
  connectionId: integration.connectionId,
  credentials: integration.credentialsArn,
  requestParameters: inWordsOfRest(integration.requestParameters),
  requestTemplates: integration.requestTemplates,
  passthroughBehavior: integration.passthroughBehavior ?? 'WHEN_NO_MATCH',
  contentHandling: integration.contentHandlingStrategy,
  timeoutInMillis: integration.timeoutInMillis,
  cacheNamespace: '',
  cacheKeyParameters: [],
  tlsConfig: null,
  integrationResponses: {},
});

/** Functions may be named by their ARNs, which REST does not have. */
function uriOf({ integrationType, integrationUri }: HttpIntegration): string | null {
  if (integrationType !== 'AWS_PROXY' || !/^arn:aws[a-z-]*:lambda:/.test(integrationUri ?? '')) {
    return integrationUri;
  }
  const named = functionOfUri(integrationUri);
  if (typeof named === 'string') return integrationUri;
  const partition = integrationUri!.split(':')[1];
  return `arn:${partition}:apigateway:${named.region}:lambda:path/2015-03-31/functions/${integrationUri}/invocations`;
}

/**
 * `route.request` is to a WebSocket API what `method.request` is to a REST API, and `route.response` what
 * `method.response` is (guide page "Data mapping for WebSocket APIs"). What cannot be read stays as its
 * author wrote it.
 */
export const inWordsOfRest = (mappings: HttpIntegration['requestParameters']): typeof mappings =>
  mappings &&
  Object.fromEntries(
    Object.entries(mappings).map(([key, value]) => {
      const translated = value.replace(/^route\.request\./, 'method.request.');
      const source = parseMappingSource(translated).ok ? translated : value;
      return [key.replace(/^route\.response\./, 'method.response.'), source];
    }),
  );
