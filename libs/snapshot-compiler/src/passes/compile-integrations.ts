import { isHttpIntegration } from '#libs/api-definition';
import type { DraftMethod, Pass } from '../draft.js';
import { compileIntegration } from '../integrations/compile-integration.js';
import type { Complain } from '../integrations/complain.js';

/** Every integration with all that hangs on it, parsed and resolved. */
export const compileIntegrations: Pass = (draft, diagnostics) => ({
  ...draft,
  routes: draft.routes.map((route) => ({
    ...route,
    methods: route.methods.map((entry): DraftMethod => {
      const integration = entry.method.methodIntegration;
      if (integration === null) return entry;
      const complain: Complain = (code, message) =>
        diagnostics.add(code, entry.at, `${entry.at}: ${message}`);
      if (integration.responseTransferMode === 'STREAM' && !integration.type.endsWith('_PROXY')) {
        complain('bad-integration', 'responseTransferMode STREAM is for HTTP_PROXY and AWS_PROXY alone');
      }
      if (integration.integrationTarget !== undefined && !isHttpIntegration(integration.type)) {
        complain('bad-integration', 'integrationTarget is for HTTP and HTTP_PROXY alone');
      }
      return { ...entry, integration: compileIntegration(integration, complain) };
    }),
  })),
});
