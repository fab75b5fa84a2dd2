import type { Integration } from '#libs/api-definition';
import type { MockIntegration } from '#libs/snapshot-format';
import { compileIntegrationResponses } from './compile-integration-responses.js';
import { compileRequestTemplates } from './compile-templates.js';
import type { Complain } from './complain.js';

/**
 * MOCK calls nothing: its request template gives the status (recorded: MOCK), so URI and parameters do not
 * matter.
 */
export function compileMockIntegration(integration: Integration, complain: Complain): MockIntegration {
  return {
    type: 'MOCK',
    requestTemplates: compileRequestTemplates(integration.requestTemplates, complain),
    passthroughBehavior: integration.passthroughBehavior,
    ...(integration.contentHandling && { contentHandling: integration.contentHandling }),
    responses: compileIntegrationResponses(integration.integrationResponses, complain),
  };
}
