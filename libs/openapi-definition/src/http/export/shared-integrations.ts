import { integrationOfTarget, type HttpApiParts } from '#libs/api-definition';
import { exportHttpIntegration } from './export-http-integration.js';

/**
 * Integrations that stand in the components of a document, by their ids: those that several routes lead to,
 * so that importing it does not make them several, and those that no route leads to.
 */
export function sharedIntegrations({ routes, integrations }: HttpApiParts): Map<string, object> {
  const uses = new Map<string, number>();
  for (const { target } of routes) {
    const id = integrationOfTarget(target);
    if (id !== undefined) uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  return new Map(
    integrations
      .filter(({ integrationId }) => uses.get(integrationId) !== 1)
      .map((integration) => [integration.integrationId, exportHttpIntegration(integration)]),
  );
}
