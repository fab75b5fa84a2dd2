import type { HttpIntegrationResponse } from '#libs/api-definition';
import { DEFAULT_KEY } from '#libs/selection-expressions';
import type { WebSocketIntegrationResponse } from '#libs/snapshot-format';
import { compareText } from '../../draft.js';
import { checkedPattern } from '../../integrations/compile-integration-responses.js';
import { compileResponseHeaders } from '../../integrations/compile-parameters.js';
import { compileResponseTemplates } from '../../integrations/compile-templates.js';
import type { Complain } from '../../integrations/complain.js';
import { readTemplateSelection } from './read-template-selection.js';
import { inWordsOfRest } from './rest-integration.js';

/** Sorted by key, which is also the order in which patterns are tried. */
export function compileWebSocketResponses(
  responses: readonly HttpIntegrationResponse[],
  complain: Complain,
): readonly WebSocketIntegrationResponse[] {
  const sorted = [...responses].sort((a, b) =>
    compareText(a.integrationResponseKey, b.integrationResponseKey),
  );
  return sorted.map((response) => ({
    integrationResponseId: response.integrationResponseId,
    selectionPattern: patternOf(response, complain),
    headers: compileResponseHeaders(inWordsOfRest(response.responseParameters), complain),
    templates: compileResponseTemplates(response.responseTemplates, complain),
    templateSelectionExpression: readTemplateSelection(
      response.templateSelectionExpression,
      'responseTemplate',
      complain,
    ),
    ...(response.contentHandlingStrategy && { contentHandling: response.contentHandlingStrategy }),
  }));
}

/** Without its slashes; null of `$default`. */
function patternOf(
  { integrationResponseKey: key }: HttpIntegrationResponse,
  complain: Complain,
): string | null {
  return key === DEFAULT_KEY ? null : checkedPattern(key.replace(/^\/|\/$/g, ''), complain);
}
