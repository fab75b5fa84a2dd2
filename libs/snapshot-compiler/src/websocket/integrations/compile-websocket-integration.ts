import type { HttpIntegration, HttpIntegrationResponse } from '#libs/api-definition';
import type { WebSocketIntegration } from '#libs/snapshot-format';
import type { Complain } from '../../integrations/complain.js';
import { compileIntegration } from '../../integrations/compile-integration.js';
import { compileWebSocketResponses } from './compile-websocket-responses.js';
import { readTemplateSelection } from './read-template-selection.js';
import { asRestIntegration } from './rest-integration.js';

/** All types that REST APIs have, but for what streams; null when it cannot be called. */
export function compileWebSocketIntegration(
  integration: HttpIntegration,
  responses: readonly HttpIntegrationResponse[],
  complain: Complain,
): WebSocketIntegration | null {
  const { integrationId, integrationSubtype } = integration;
  if (integrationSubtype !== null) {
    complain('integration-type-not-served', `subtype ${integrationSubtype} is for HTTP APIs`);
    return null;
  }
  const compiled = compileIntegration(asRestIntegration(integration), complain);
  if (compiled === null) return null;
  const { responses: _none, ...called } = compiled;
  const isProxy = compiled.type === 'HTTP_PROXY' || compiled.type === 'LAMBDA_PROXY';
  return {
    ...called,
    integrationId,
    templateSelectionExpression: readTemplateSelection(
      integration.templateSelectionExpression,
      'requestTemplate',
      complain,
    ),
    // What a proxy gets and gives is never mapped: its templates and responses have no effect.
    responses: isProxy ? [] : compileWebSocketResponses(responses, complain),
  };
}
