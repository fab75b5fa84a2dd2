import type { Integration } from '#libs/api-definition';
import type { SnapshotIntegration } from '#libs/snapshot-format';
import type { DraftMethod, Pass } from '../draft.js';
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
      refuseConversion(integration, draft.definition.restApi.binaryMediaTypes, complain);
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
    case 'AWS_PROXY':
      return compileLambdaIntegration(integration, integration.type, complain);
  }
}

/** Text stays text without binary media types, so CONVERT_TO_TEXT then changes nothing (guide page: payload encodings). */
function refuseConversion(
  integration: Integration,
  binaryMediaTypes: readonly string[],
  complain: Complain,
): void {
  // What a function gets and answers says itself whether it is Base64.
  if (integration.type === 'AWS_PROXY') return;
  const handlings = [integration, ...Object.values(integration.integrationResponses)].map(
    ({ contentHandling }) => contentHandling,
  );
  for (const handling of new Set(handlings)) {
    if (handling === null || (handling === 'CONVERT_TO_TEXT' && binaryMediaTypes.length === 0)) continue;
    complain('content-handling-not-served', `contentHandling ${handling} cannot be served yet`);
  }
}
