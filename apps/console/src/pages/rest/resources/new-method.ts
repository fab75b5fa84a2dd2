import type { Change } from '../../../kit/review/change.js';
import {
  PutIntegration,
  PutIntegrationResponse,
  PutMethod,
  PutMethodResponse,
} from '../../../wire/generated/apigateway.js';
import { call } from '../../../wire/operation.js';
import { needsOf, putMembers, type IntegrationDraft } from '../method/integration-draft.js';

/** A method to be made, with what it calls. */
export interface NewMethod {
  readonly httpMethod: string;
  readonly apiKeyRequired: boolean;
  readonly integration: IntegrationDraft;
}

/** Makes a method that answers at once: one whose responses are mapped gets the response 200. */
export function createMethod(
  restApiId: string,
  resource: { readonly id: string; readonly path: string },
  { httpMethod, apiKeyRequired, integration }: NewMethod,
): Change {
  const at = { restApiId, resourceId: resource.id, httpMethod };
  const isMapped = needsOf(integration.type).templates;
  const address = integration.type === 'MOCK' ? '' : ` ${integration.httpMethod} ${integration.uri}`;
  return {
    title: `Create ${httpMethod} ${resource.path}`,
    alterations: [
      { what: 'Method', from: null, to: `${httpMethod} ${resource.path}` },
      { what: 'Integration', from: null, to: `${integration.type}${address}` },
      { what: 'API key', from: null, to: apiKeyRequired ? 'required' : 'not asked for' },
      ...(isMapped ? [{ what: 'Response', from: null, to: '200' }] : []),
    ],
    steps: [
      call(PutMethod, { ...at, authorizationType: 'NONE', apiKeyRequired }),
      call(PutIntegration, { ...at, ...putMembers(integration) }),
      ...(isMapped
        ? [
            call(PutMethodResponse, { ...at, statusCode: '200' }),
            call(PutIntegrationResponse, { ...at, statusCode: '200' }),
          ]
        : []),
    ],
    confirm: 'Create',
  };
}
