import { features, type Feature } from '../documents/features.js';
import { hasUnreadablePart } from './unreadable-parts.js';
import type { RestSnapshot, SnapshotIntegration, SnapshotMethod } from './snapshot.js';

/** How a feature shows in an integration. */
const ofIntegrations: Partial<Record<Feature, (integration: SnapshotIntegration) => boolean>> = {
  'content-handling': ({ contentHandling, responses }) =>
    contentHandling !== undefined || responses.some((response) => response.contentHandling !== undefined),
  'vpc-links': (integration) => 'vpcLinkId' in integration && integration.vpcLinkId !== undefined,
  'integration-credentials': (integration) =>
    'credentials' in integration && integration.credentials !== undefined,
  'unreadable-parts': hasUnreadablePart,
  'response-streaming': (integration) =>
    'streamsResponse' in integration && integration.streamsResponse !== undefined,
  'integration-targets': (integration) =>
    'integrationTarget' in integration && integration.integrationTarget !== undefined,
};

/** How a feature shows in a method, beside its integration. */
const ofMethods: Partial<Record<Feature, (method: SnapshotMethod) => boolean>> = {
  'aws-iam': ({ authorization: { type } }) => type === 'AWS_IAM',
  authorizers: ({ authorization: { type } }) => type === 'CUSTOM' || type === 'COGNITO_USER_POOLS',
};

/** How a feature shows in the API as a whole. */
const ofApis: Partial<Record<Feature, (api: Whole) => boolean>> = {
  'authorizer-api-keys': ({ apiKeySource }) => apiKeySource === 'AUTHORIZER',
  'resource-policies': ({ resourcePolicy }) => resourcePolicy !== undefined,
  'private-apis': ({ endpoint }) => endpoint?.type === 'PRIVATE',
  'strict-endpoints': ({ endpoint }) => endpoint?.isStrict === true,
};

type Whole = Pick<RestSnapshot, 'apiKeySource' | 'resourcePolicy' | 'endpoint'>;

/**
 * What a gateway must know to serve an API as it is meant; what `requires` of its snapshot must be.
 */
export function requirementsOf(api: Whole & Pick<RestSnapshot, 'routes'>): readonly Feature[] {
  const methods = api.routes.flatMap((route) => Object.values(route.methods));
  return features.filter(
    (feature) =>
      ofApis[feature]?.(api) === true ||
      methods.some(
        (method) =>
          ofMethods[feature]?.(method) === true || ofIntegrations[feature]?.(method.integration) === true,
      ),
  );
}
