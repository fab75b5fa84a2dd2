import type { Deleted } from '../../../kit/review/deletion.js';
import {
  DeleteIntegration,
  type ContentHandlingStrategy,
  type CreateIntegrationRequest,
  type Integration,
  type IntegrationType,
  type PassthroughBehavior,
} from '../../../wire/generated/apigatewayv2.js';
import { call } from '../../../wire/operation.js';
import { changedMembers } from '../changed-members.js';
import { filledOnly } from '../typed-lists.js';
import { needsOf } from './integration-needs.js';

type Texts = Readonly<Record<string, string>>;

/** What a person may set of an integration; nothing is the empty text. */
export interface IntegrationDraft {
  readonly integrationType: string;
  readonly integrationSubtype: string;
  readonly integrationUri: string;
  readonly integrationMethod: string;
  readonly payloadFormatVersion: string;
  readonly timeoutInMillis: string;
  readonly connectionId: string;
  readonly serverNameToVerify: string;
  readonly credentialsArn: string;
  readonly description: string;
  readonly requestParameters: Texts;
  readonly responseParameters: Readonly<Record<string, Texts>>;
  readonly requestTemplates: Texts;
  readonly templateSelectionExpression: string;
  readonly passthroughBehavior: string;
  readonly contentHandlingStrategy: string;
}

export const integrationLabels: Readonly<Record<keyof IntegrationDraft, string>> = {
  integrationType: 'Type',
  integrationSubtype: 'Service and action',
  integrationUri: 'URI',
  integrationMethod: 'HTTP method',
  payloadFormatVersion: 'Payload format',
  timeoutInMillis: 'Timeout, ms',
  connectionId: 'VPC link',
  serverNameToVerify: 'TLS server name',
  credentialsArn: 'Role',
  description: 'Description',
  requestParameters: 'Request parameters',
  responseParameters: 'Response parameters',
  requestTemplates: 'Request templates',
  templateSelectionExpression: 'Template selection expression',
  passthroughBehavior: 'Passthrough',
  contentHandlingStrategy: 'Content handling',
};

export const integrationDraftOf = (integration: Integration, isHttp: boolean): IntegrationDraft => ({
  integrationType: integration.integrationType ?? 'HTTP_PROXY',
  integrationSubtype: integration.integrationSubtype ?? '',
  integrationUri: integration.integrationUri ?? '',
  integrationMethod: integration.integrationMethod ?? '',
  payloadFormatVersion: integration.payloadFormatVersion ?? (isHttp ? '1.0' : ''),
  timeoutInMillis: integration.timeoutInMillis === undefined ? '' : String(integration.timeoutInMillis),
  connectionId: integration.connectionId ?? '',
  serverNameToVerify: integration.tlsConfig?.serverNameToVerify ?? '',
  credentialsArn: integration.credentialsArn ?? '',
  description: integration.description ?? '',
  requestParameters: integration.requestParameters ?? {},
  responseParameters: integration.responseParameters ?? {},
  requestTemplates: integration.requestTemplates ?? {},
  templateSelectionExpression: integration.templateSelectionExpression ?? '',
  passthroughBehavior: integration.passthroughBehavior ?? '',
  contentHandlingStrategy: integration.contentHandlingStrategy ?? '',
});

type Members = Omit<CreateIntegrationRequest, 'apiId'>;

/** The members of CreateIntegration that a draft comes to. What means nothing to the type is left out. */
export function integrationMembers(draft: IntegrationDraft, isHttp: boolean): Members {
  const needs = needsOf(draft, isHttp);
  const { timeoutInMillis, connectionId, serverNameToVerify } = draft;
  return {
    integrationType: draft.integrationType as IntegrationType,
    ...filledOnly({
      integrationSubtype: needs.subtype ? draft.integrationSubtype : '',
      integrationUri: needs.endpoint ? draft.integrationUri : '',
      integrationMethod: needs.endpoint ? draft.integrationMethod : '',
      payloadFormatVersion: draft.payloadFormatVersion,
      credentialsArn: draft.credentialsArn,
      description: draft.description,
      requestParameters: needs.requestParameters ? draft.requestParameters : {},
      responseParameters: isHttp ? draft.responseParameters : {},
      requestTemplates: needs.templates ? draft.requestTemplates : {},
      templateSelectionExpression: needs.templates ? draft.templateSelectionExpression : '',
    }),
    ...(timeoutInMillis && { timeoutInMillis: Number(timeoutInMillis) }),
    ...(needs.connection && connectionId && { connectionType: 'VPC_LINK', connectionId }),
    ...(needs.tls && serverNameToVerify && { tlsConfig: { serverNameToVerify } }),
    ...(needs.templates &&
      draft.passthroughBehavior && { passthroughBehavior: draft.passthroughBehavior as PassthroughBehavior }),
    ...(needs.contentHandling &&
      draft.contentHandlingStrategy && {
        contentHandlingStrategy: draft.contentHandlingStrategy as ContentHandlingStrategy,
      }),
  };
}

/** What UpdateIntegration is given: what changed. */
export const integrationChange = (
  from: IntegrationDraft,
  to: IntegrationDraft,
  isHttp: boolean,
): Partial<Members> =>
  changedMembers(integrationMembers(from, isHttp), integrationMembers(to, isHttp), {
    maps: ['requestParameters', 'responseParameters', 'requestTemplates', 'tlsConfig'],
    fallbacks: {
      connectionType: 'INTERNET',
      timeoutInMillis: isHttp ? 30_000 : 29_000,
      passthroughBehavior: 'WHEN_NO_MATCH',
    },
  });

export const deleteIntegration = (apiId: string, { integrationId = '' }: Integration): Deleted => ({
  noun: 'integration',
  name: integrationId,
  step: call(DeleteIntegration, { apiId, integrationId }),
  danger: 'It cannot be brought back. Routes that go to it keep it from being deleted.',
});
