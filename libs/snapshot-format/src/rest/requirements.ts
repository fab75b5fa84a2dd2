import { features, type Feature } from '../documents/features.js';
import { hasUnreadablePart } from './unreadable-parts.js';
import type { RestSnapshot, SnapshotIntegration } from './snapshot.js';

/** How a feature shows in an integration. */
const uses: Partial<Record<Feature, (integration: SnapshotIntegration) => boolean>> = {
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

/**
 * What a gateway must know to serve these routes as they are meant; what `requires` of their snapshot must
 * be.
 */
export function requirementsOf(routes: RestSnapshot['routes']): readonly Feature[] {
  const integrations = routes.flatMap(({ methods }) =>
    Object.values(methods).map(({ integration }) => integration),
  );
  return features.filter((feature) => integrations.some((integration) => uses[feature]?.(integration)));
}
