import type { HttpIntegration } from '#libs/api-definition';
import type { HttpApiIntegration } from '#libs/snapshot-format';
import type { Complain } from '../../integrations/complain.js';
import type { DraftRoute, HttpPass } from '../http-draft.js';
import { compileFunctionIntegration } from '../integrations/compile-function-integration.js';
import { compileProxyIntegration } from '../integrations/compile-proxy-integration.js';
import { compileServiceIntegration } from '../integrations/compile-service-integration.js';

/** What each route calls, with all that hangs on it, parsed and resolved. */
export const compileRouteIntegrations: HttpPass = (draft, diagnostics) => {
  const byTarget = new Map(
    draft.definition.integrations.map((integration) => [
      `integrations/${integration.integrationId}`,
      integration,
    ]),
  );
  const routes = draft.routes.map((entry): DraftRoute => {
    const { routeKey, target } = entry.route;
    const complain: Complain = (code, message) => diagnostics.add(code, routeKey, `${routeKey}: ${message}`);
    if (target === null) {
      complain('route-without-target', 'the route has no target and answers 404');
      return { ...entry, integration: { type: 'NONE' } };
    }
    const integration = byTarget.get(target);
    if (integration !== undefined) return { ...entry, integration: compile(integration, entry, complain) };
    complain('no-integration', `there is no ${target}`);
    return entry;
  });
  return { ...draft, routes };
};

function compile(
  integration: HttpIntegration,
  { path }: DraftRoute,
  complain: Complain,
): HttpApiIntegration | null {
  switch (integration.integrationType) {
    case 'HTTP_PROXY':
      return compileProxyIntegration(integration, path, complain);
    case 'AWS_PROXY':
      return integration.integrationSubtype === null
        ? compileFunctionIntegration(integration, complain)
        : compileServiceIntegration(integration, integration.integrationSubtype, complain);
    case 'AWS':
    case 'HTTP':
    case 'MOCK':
      complain(
        'integration-type-not-served',
        `integration ${integration.integrationId} is of type ${integration.integrationType}, which is for WebSocket APIs`,
      );
      return null;
  }
}
