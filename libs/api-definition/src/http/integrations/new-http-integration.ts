import { notFound } from '../../domain-error.js';
import { withEntry, withoutEntry } from '../../patch/patch-values.js';
import type { ConnectionType } from '../../rest/integrations/integration.js';
import type { ProtocolType } from '../apis/http-api.js';
import { createdEntries, patched, patchedEntries, patchedMember } from '../patch-members.js';
import type { ContentHandlingStrategy, HttpIntegration, HttpIntegrationType } from './http-integration.js';

/** What CreateIntegration is given. */
export interface GivenHttpIntegration {
  readonly integrationType: HttpIntegrationType;
  readonly connectionId?: string;
  readonly connectionType?: ConnectionType;
  readonly contentHandlingStrategy?: ContentHandlingStrategy;
  readonly credentialsArn?: string;
  readonly description?: string;
  readonly integrationMethod?: string;
  readonly integrationSubtype?: string;
  readonly integrationUri?: string;
  readonly passthroughBehavior?: 'WHEN_NO_MATCH' | 'NEVER' | 'WHEN_NO_TEMPLATES';
  readonly payloadFormatVersion?: string;
  readonly requestParameters?: Readonly<Record<string, string>>;
  readonly requestTemplates?: Readonly<Record<string, string>>;
  readonly responseParameters?: ResponseParameters;
  readonly templateSelectionExpression?: string;
  readonly timeoutInMillis?: number;
  readonly tlsConfig?: { readonly serverNameToVerify?: string };
}

type ResponseParameters = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Milliseconds at most, and unless something else is said (developer guide: quotas). */
export const integrationTimeoutMaxMs: Readonly<Record<ProtocolType, number>> = {
  HTTP: 30_000,
  WEBSOCKET: 29_000,
};

/** A new integration with AWS's defaults, not checked yet: `checkHttpIntegration`. */
export const newHttpIntegration = (
  given: GivenHttpIntegration,
  {
    apiId,
    integrationId,
    protocolType,
  }: Pick<HttpIntegration, 'apiId' | 'integrationId'> & {
    readonly protocolType: ProtocolType;
  },
): HttpIntegration =>
  withDefaults(
    {
      apiId,
      integrationId,
      apiGatewayManaged: false,
      connectionId: given.connectionId || null,
      connectionType: given.connectionType ?? 'INTERNET',
      contentHandlingStrategy: given.contentHandlingStrategy ?? null,
      credentialsArn: given.credentialsArn || null,
      description: given.description || null,
      integrationMethod: given.integrationMethod || null,
      integrationResponseSelectionExpression: null,
      integrationSubtype: given.integrationSubtype || null,
      integrationType: given.integrationType,
      integrationUri: given.integrationUri || null,
      passthroughBehavior: given.passthroughBehavior ?? null,
      payloadFormatVersion: given.payloadFormatVersion ?? '',
      requestParameters: createdEntries(given.requestParameters),
      requestTemplates: createdEntries(given.requestTemplates),
      responseParameters: createdEntries(given.responseParameters),
      templateSelectionExpression: given.templateSelectionExpression || null,
      timeoutInMillis: given.timeoutInMillis ?? integrationTimeoutMaxMs[protocolType],
      tlsConfig: given.tlsConfig?.serverNameToVerify ? given.tlsConfig : null,
    },
    protocolType,
  );

/** An integration after UpdateIntegration, not checked yet. */
export const updatedHttpIntegration = (
  integration: HttpIntegration,
  given: Partial<GivenHttpIntegration>,
  protocolType: ProtocolType,
): HttpIntegration =>
  withDefaults(
    {
      ...integration,
      connectionId: patchedMember(given.connectionId, integration.connectionId),
      connectionType: patched(given.connectionType, integration.connectionType),
      contentHandlingStrategy: patched(given.contentHandlingStrategy, integration.contentHandlingStrategy),
      credentialsArn: patchedMember(given.credentialsArn, integration.credentialsArn),
      description: patchedMember(given.description, integration.description),
      integrationMethod: patchedMember(given.integrationMethod, integration.integrationMethod),
      integrationSubtype: patchedMember(given.integrationSubtype, integration.integrationSubtype),
      integrationType: patched(given.integrationType, integration.integrationType),
      integrationUri: patchedMember(given.integrationUri, integration.integrationUri),
      passthroughBehavior: patched(given.passthroughBehavior, integration.passthroughBehavior),
      payloadFormatVersion: patched(given.payloadFormatVersion, integration.payloadFormatVersion),
      requestParameters: patchedEntries(given.requestParameters, integration.requestParameters),
      requestTemplates: patchedEntries(given.requestTemplates, integration.requestTemplates),
      responseParameters: patchedResponses(given.responseParameters, integration.responseParameters),
      templateSelectionExpression: patchedMember(
        given.templateSelectionExpression,
        integration.templateSelectionExpression,
      ),
      timeoutInMillis: patched(given.timeoutInMillis, integration.timeoutInMillis),
      tlsConfig: given.tlsConfig
        ? given.tlsConfig.serverNameToVerify
          ? given.tlsConfig
          : null
        : integration.tlsConfig,
    },
    protocolType,
  );

/** `{}` takes the mappings of a status away (guide page "Parameter mapping"). */
function patchedResponses(
  given: ResponseParameters | undefined,
  before: ResponseParameters | null,
): ResponseParameters | null {
  let map = before;
  for (const [statusCode, mappings] of Object.entries(given ?? {})) {
    const after =
      Object.keys(mappings).length === 0 ? null : patchedEntries(mappings, map?.[statusCode] ?? null);
    map = after === null ? withoutEntry(map, statusCode) : withEntry(map, statusCode, after);
  }
  return map;
}

/** What the service fills in by type and protocol. */
function withDefaults(integration: HttpIntegration, protocolType: ProtocolType): HttpIntegration {
  const { integrationType, integrationSubtype } = integration;
  const isFunction = integrationType === 'AWS_PROXY' && integrationSubtype === null;
  const isLambda = protocolType === 'HTTP' && isFunction;
  return {
    ...integration,
    integrationMethod: integration.integrationMethod ?? (isFunction ? 'POST' : null),
    // What a function of an HTTP API is called with has to be said; `checkHttpIntegration` asks for it.
    payloadFormatVersion: integration.payloadFormatVersion || (isLambda ? '' : '1.0'),
    ...(protocolType === 'WEBSOCKET' && {
      passthroughBehavior: integration.passthroughBehavior ?? 'WHEN_NO_MATCH',
      // Fixed by the type (guide page "Selection expressions").
      integrationResponseSelectionExpression: integrationType.startsWith('AWS')
        ? '${integration.response.body.errorMessage}'
        : '${integration.response.statuscode}',
    }),
  };
}

export const httpIntegrationNotFound = notFound('Invalid Integration identifier specified');
