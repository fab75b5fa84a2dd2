import { isHttpIntegration, type Integration } from '#libs/api-definition';
import type { SnapshotIntegration } from '#libs/snapshot-format';
import type { DraftMethod, Pass } from '../draft.js';
import { compileAwsServiceIntegration } from '../integrations/compile-aws-service-integration.js';
import { compileHttpIntegration } from '../integrations/compile-http-integration.js';
import { compileMockIntegration } from '../integrations/compile-mock-integration.js';
import { compileLambdaIntegration } from '../integrations/compile-lambda-integration.js';
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
      return { ...entry, integration: compile(integration, complain) };
    }),
  })),
});

function compile(integration: Integration, complain: Complain): SnapshotIntegration | null {
  switch (integration.type) {
    case 'MOCK':
      return compileMockIntegration(integration, complain);
    case 'HTTP':
    case 'HTTP_PROXY':
      return compileHttpIntegration(integration, integration.type, complain);
    case 'AWS':
      return (
        compileLambdaIntegration(integration, 'AWS', complain) ??
        compileAwsServiceIntegration(integration, complain)
      );
    case 'AWS_PROXY': {
      const compiled = compileLambdaIntegration(integration, 'AWS_PROXY', complain);
      if (compiled === null) {
        complain('integration-type-not-served', `AWS_PROXY to ${integration.uri} cannot be called yet`);
      }
      return compiled;
    }
  }
}
