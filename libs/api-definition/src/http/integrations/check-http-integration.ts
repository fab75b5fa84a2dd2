import { badRequest, conflict, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { checkIntegrationUri } from '../../rest/integrations/integration-uri.js';
import { readHttpMethod } from '../../rest/methods/method-rules.js';
import type { ProtocolType } from '../apis/http-api.js';
import { lengthProblem } from '../member-lengths.js';
import { invalidArn, isRoleArn } from '../role-arn.js';
import { integrationOfTarget } from '../routes/check-route.js';
import type { HttpRoute } from '../routes/http-route.js';
import type { HttpIntegration } from './http-integration.js';
import { integrationTimeoutMaxMs } from './new-http-integration.js';
import { checkParameterValue, checkRequestMappings, checkResponseMappings } from './parameter-mappings.js';
import { serviceSubtypes } from './service-subtypes.js';

const TIMEOUT_MIN_MS = 50;

/**
 * Whether the members of an integration go together, at creation and after every update. Texts are AWS's but
 * for lengths and for what a type does not have. Whether its VPC link is there is looked at elsewhere.
 */
export function checkHttpIntegration(
  integration: HttpIntegration,
  protocolType: ProtocolType,
): Result<HttpIntegration> {
  const problem =
    lengthProblem('description', integration.description, 1024) ??
    lengthProblem('integrationUri', integration.integrationUri, 2048) ??
    lengthProblem('connectionId', integration.connectionId, 1024) ??
    timeoutProblem(integration, protocolType) ??
    connectionProblem(integration) ??
    credentialsProblem(integration) ??
    (protocolType === 'HTTP' ? httpProblem(integration) : webSocketProblem(integration));
  return problem ? fail(problem) : ok(integration);
}

function timeoutProblem(
  { timeoutInMillis }: HttpIntegration,
  protocolType: ProtocolType,
): DomainError | null {
  const max = integrationTimeoutMaxMs[protocolType];
  return timeoutInMillis >= TIMEOUT_MIN_MS && timeoutInMillis <= max
    ? null
    : badRequest(`Timeout should be between ${TIMEOUT_MIN_MS} ms and ${max} ms`);
}

function connectionProblem({
  connectionType,
  connectionId,
  integrationType,
  tlsConfig,
}: HttpIntegration): DomainError | null {
  if (connectionType === 'INTERNET') {
    if (connectionId !== null) return badRequest('ConnectionId must not be set for ConnectionType INTERNET');
    return tlsConfig === null
      ? null
      : badRequest('TlsConfig may only be set for private integrations, of ConnectionType VPC_LINK');
  }
  if (connectionId === null) {
    return badRequest('ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK');
  }
  if (!integrationType.startsWith('HTTP')) {
    return badRequest(`ConnectionType VPC_LINK is not supported for integration of type ${integrationType}`);
  }
  return lengthProblem('tlsConfig.serverNameToVerify', tlsConfig?.serverNameToVerify ?? null, 512);
}

const credentialsProblem = ({ credentialsArn }: HttpIntegration): DomainError | null =>
  credentialsArn === null || isRoleArn(credentialsArn) ? null : invalidArn;

function httpProblem(integration: HttpIntegration): DomainError | null {
  const { integrationType: type, integrationSubtype } = integration;
  if (type !== 'HTTP_PROXY' && type !== 'AWS_PROXY') {
    return badRequest(
      'Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)',
    );
  }
  const foreign = foreignMember(integration);
  if (foreign) return badRequest(`${foreign} is not currently supported for HTTP APIs.`);
  if (integrationSubtype !== null) return subtypeProblem(integration, integrationSubtype);
  return (
    (type === 'HTTP_PROXY' ? backendProblem(integration) : functionProblem(integration)) ??
    checkRequestMappings(integration.requestParameters) ??
    checkResponseMappings(integration.responseParameters)
  );
}

/** A member that WebSocket APIs alone have. */
function foreignMember(integration: HttpIntegration): string | null {
  if (integration.requestTemplates !== null) return 'RequestTemplates';
  if (integration.templateSelectionExpression !== null) return 'TemplateSelectionExpression';
  if (integration.contentHandlingStrategy !== null) return 'ContentHandlingStrategy';
  return integration.passthroughBehavior === null ? null : 'PassthroughBehavior';
}

function backendProblem(integration: HttpIntegration): DomainError | null {
  const { payloadFormatVersion: version } = integration;
  if (version !== '1.0') {
    return version === '2.0'
      ? badRequest('PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY')
      : unsupportedPayload(version);
  }
  const method = methodProblem(integration);
  if (method) return method;
  if (integration.connectionType === 'INTERNET') {
    return checkIntegrationUri('HTTP_PROXY', integration.integrationUri) ?? null;
  }
  return isPrivateTarget(integration.integrationUri ?? '')
    ? null
    : badRequest(
        'For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN.',
      );
}

/** A listener of a load balancer, or a service of Cloud Map with attributes of its instances. */
const privateTarget =
  /^arn:aws[a-z-]*:(?:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/(?:app|net)\/[^/\s]+\/[^/\s]+\/[^/\s]+|servicediscovery:[a-z0-9-]+:\d{12}:service\/[^/?\s]+(?:\?\S+)?)$/;

const isPrivateTarget = (uri: string): boolean =>
  uri.includes('${stageVariables.') ? !/\s/.test(uri) : privateTarget.test(uri);

function methodProblem({ integrationMethod, integrationType }: HttpIntegration): DomainError | null {
  if (integrationMethod === null) {
    return badRequest(
      `HttpMethod parameter method must be specified for integrationType ${integrationType.replace('_', '')}`,
    );
  }
  const method = readHttpMethod(integrationMethod);
  return method.ok ? null : method.error;
}

/** A function by its ARN, with version or alias, or by the ARN of its invocation as in version 1. */
const functionArn =
  /^(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w$-]+(?::[\w$-]+)?|arn:aws[a-z-]*:apigateway:[a-z0-9-]+:lambda:path\/{1,2}\d{4}-\d{2}-\d{2}\/functions\/[^/\s]+\/invocations)$/;

function functionProblem(integration: HttpIntegration): DomainError | null {
  const { payloadFormatVersion: version, integrationUri, integrationMethod } = integration;
  if (version === '') {
    return badRequest('PayloadFormatVersion is a required parameter for integration of type AWS_PROXY');
  }
  if (version !== '1.0' && version !== '2.0') return unsupportedPayload(version);
  if (integrationMethod !== 'POST') {
    return badRequest('Functions are invoked with POST: IntegrationMethod must be POST or not be set');
  }
  return isFunction(integrationUri ?? '') ? null : badRequest('Invalid function ARN or invalid uri');
}

/** With a stage variable, for the name or more of it, what is called is known at run time alone. */
const isFunction = (uri: string): boolean =>
  functionArn.test(uri.replaceAll(/\$\{stageVariables\.[A-Za-z0-9_]+\}/g, 'x')) ||
  /^\$\{stageVariables\.[A-Za-z0-9_]+\}$/.test(uri);

const unsupportedPayload = (version: string): DomainError =>
  badRequest(`Unsupported PayloadFormatVersion: ${version}`);

function subtypeProblem(integration: HttpIntegration, subtype: string): DomainError | null {
  const { integrationType, payloadFormatVersion, integrationUri, requestParameters } = integration;
  if (
    integrationType !== 'AWS_PROXY' ||
    payloadFormatVersion !== '1.0' ||
    !Object.hasOwn(serviceSubtypes, subtype)
  ) {
    return badRequest(`Operation: ${subtype} is not supported.`);
  }
  if (integration.credentialsArn === null) {
    return badRequest(
      `Role ARN must be specified for AWS integration configuration with Subtype: ${subtype}`,
    );
  }
  if (integrationUri !== null) {
    return badRequest(`URI should not be specified for AWS_PROXY integrations with Subtype: ${subtype}`);
  }
  const { required, optional } = serviceSubtypes[subtype]!;
  const given = Object.entries(requestParameters ?? {});
  if (!required.every((parameter) => given.some(([key]) => key === parameter))) {
    return badRequest(
      `Operation: ${subtype} requires enabling passthrough, or defining all of the following parameters: ${required.join(', ')}`,
    );
  }
  const known = new Set([...required, ...optional, 'Region']);
  for (const [parameter, value] of given) {
    if (!known.has(parameter)) return badRequest(`Operation: ${subtype} has no parameter ${parameter}`);
    const problem = checkParameterValue(value);
    if (problem) return problem;
  }
  return checkResponseMappings(integration.responseParameters);
}

function webSocketProblem(integration: HttpIntegration): DomainError | null {
  const { integrationType: type, payloadFormatVersion: version } = integration;
  if (version !== '1.0') return unsupportedPayload(version);
  if (integration.integrationSubtype !== null) {
    return badRequest(`Operation: ${integration.integrationSubtype} is not supported.`);
  }
  if (integration.responseParameters !== null) {
    return badRequest('ResponseParameters of an integration are supported for HTTP APIs alone');
  }
  if (integration.tlsConfig !== null) {
    return badRequest('TlsConfig is supported for private integrations of HTTP APIs alone');
  }
  if (type === 'MOCK') return null;
  return (
    methodProblem(integration) ??
    (type === 'AWS_PROXY' && isFunction(integration.integrationUri ?? '')
      ? null
      : checkIntegrationUri(type, integration.integrationUri)) ??
    null
  );
}

/** An integration that routes name stays; the text is AWS's. */
export function checkHttpIntegrationDeletion(
  integrationId: string,
  routes: readonly Pick<HttpRoute, 'routeId' | 'target'>[],
): Result<null> {
  const users = routes.filter(({ target }) => integrationOfTarget(target) === integrationId);
  return users.length === 0
    ? ok(null)
    : fail(
        conflict(
          `Cannot delete Integration because it is referenced by the following Routes with Ids: [${users.map(({ routeId }) => routeId).join(', ')}]`,
        ),
      );
}
