import {
  DeleteIntegrationResponse,
  type ContentHandlingStrategy,
  type CreateIntegrationResponseRequest,
  type IntegrationResponse,
} from '../../../../wire/generated/apigatewayv2.js';
import type { Deleted } from '../../../../kit/review/deletion.js';
import { call } from '../../../../wire/operation.js';
import { changedMembers } from '../../changed-members.js';
import { filledOnly } from '../../typed-lists.js';

/** What a person may set of an integration response. */
export interface IntegrationResponseDraft {
  readonly integrationResponseKey: string;
  readonly responseTemplates: Readonly<Record<string, string>>;
  readonly templateSelectionExpression: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly contentHandlingStrategy: string;
}

export const responseLabels: Readonly<Record<keyof IntegrationResponseDraft, string>> = {
  integrationResponseKey: 'Response key',
  responseTemplates: 'Response templates',
  templateSelectionExpression: 'Template selection expression',
  responseParameters: 'Response parameters',
  contentHandlingStrategy: 'Content handling',
};

export const responseDraftOf = (response: IntegrationResponse): IntegrationResponseDraft => ({
  integrationResponseKey: response.integrationResponseKey ?? '$default',
  responseTemplates: response.responseTemplates ?? {},
  templateSelectionExpression: response.templateSelectionExpression ?? '',
  responseParameters: response.responseParameters ?? {},
  contentHandlingStrategy: response.contentHandlingStrategy ?? '',
});

type Members = Omit<CreateIntegrationResponseRequest, 'apiId' | 'integrationId'>;

/** The members of CreateIntegrationResponse that a draft comes to. */
export const responseMembers = (draft: IntegrationResponseDraft): Members => {
  const { integrationResponseKey, contentHandlingStrategy, ...others } = draft;
  return {
    integrationResponseKey,
    ...filledOnly(others),
    ...(contentHandlingStrategy && {
      contentHandlingStrategy: contentHandlingStrategy as ContentHandlingStrategy,
    }),
  };
};

/** What UpdateIntegrationResponse is given: what changed. */
export const responseChange = (
  from: IntegrationResponseDraft,
  to: IntegrationResponseDraft,
): Partial<Members> =>
  changedMembers(responseMembers(from), responseMembers(to), {
    maps: ['responseTemplates', 'responseParameters'],
  });

export interface ResponseAt {
  readonly apiId: string;
  readonly integrationId: string;
}

export const deleteResponse = (at: ResponseAt, response: IntegrationResponse): Deleted => ({
  noun: 'integration response',
  name: response.integrationResponseKey ?? '',
  step: call(DeleteIntegrationResponse, {
    ...at,
    integrationResponseId: response.integrationResponseId ?? '',
  }),
  danger: 'Its templates are lost. What it took, $default takes from the next deployment on.',
});
