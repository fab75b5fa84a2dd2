import type { Integration } from '#libs/api-definition';
import { parseUriTemplate, type UriTemplate } from '#libs/mapping-templates';
import type { HttpIntegration, ParameterMapping } from '#libs/snapshot-format';
import { checkTimeout } from './check-timeout.js';
import { checkUriParameters } from './check-uri-parameters.js';
import { compileIntegrationResponses } from './compile-integration-responses.js';
import { compileRequestParameters } from './compile-parameters.js';
import { compileRequestTemplates } from './compile-templates.js';
import type { Complain } from './complain.js';

/**
 * HTTP and HTTP_PROXY. Proxy integrations pass bodies and responses as they are: templates and responses of
 * theirs have no effect.
 */
export function compileHttpIntegration(
  integration: Integration,
  type: 'HTTP' | 'HTTP_PROXY',
  complain: Complain,
): HttpIntegration {
  const parameters = compileRequestParameters(integration.requestParameters, complain);
  const isProxy = type === 'HTTP_PROXY';
  if (integration.httpMethod === null) complain('bad-integration', 'the integration has no HTTP method');
  const streams = isProxy && integration.responseTransferMode === 'STREAM';
  const timeoutMs = checkTimeout(integration.timeoutInMillis, streams, complain);
  const { integrationTarget } = integration;
  if (integrationTarget !== undefined && !isTarget(integration, integrationTarget)) {
    complain(
      'bad-integration',
      `integrationTarget ${integrationTarget} is no load balancer behind a VPC link`,
    );
  }
  return {
    type,
    httpMethod: integration.httpMethod ?? 'ANY',
    uri: compileUri(integration.uri ?? '', parameters, complain),
    parameters,
    requestTemplates: isProxy ? {} : compileRequestTemplates(integration.requestTemplates, complain),
    passthroughBehavior: integration.passthroughBehavior,
    ...(integration.contentHandling && { contentHandling: integration.contentHandling }),
    timeoutMs,
    insecureSkipVerification: integration.tlsConfig?.insecureSkipVerification ?? false,
    ...(integration.connectionType === 'VPC_LINK' && {
      vpcLinkId: compileVpcLinkId(integration.connectionId ?? '', complain),
    }),
    ...(integrationTarget !== undefined && { integrationTarget }),
    ...(streams && { streamsResponse: true }),
    responses: isProxy ? [] : compileIntegrationResponses(integration.integrationResponses, complain),
  };
}

// Of an ALB or NLB, or of one of its listeners.
const targetArn =
  /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:(?:loadbalancer|listener)\/(?:app|net)\/\S+$/;

const isTarget = ({ connectionType }: Integration, arn: string): boolean =>
  connectionType === 'VPC_LINK' && targetArn.test(arn);

function compileVpcLinkId(connectionId: string, complain: Complain): UriTemplate {
  const parsed = parseUriTemplate(connectionId);
  const isKnown = parsed.ok && connectionId !== '' && parsed.template.parts.every(isTextOrVariable);
  if (isKnown) return parsed.template;
  complain('bad-integration', `connectionId ${JSON.stringify(connectionId)} names no VPC link`);
  return { parts: [] };
}

const isTextOrVariable = ({ kind }: UriTemplate['parts'][number]): boolean => kind !== 'pathParameter';

function compileUri(uri: string, parameters: readonly ParameterMapping[], complain: Complain): UriTemplate {
  // The protocol must be literal: only what follows it may come from stage variables (guide page: stage
  // variables).
  if (!/^https?:\/\//i.test(uri)) complain('bad-integration', 'Invalid HTTP endpoint specified for URI');
  const parsed = parseUriTemplate(uri);
  if (!parsed.ok) {
    complain('bad-integration', `${parsed.error.message} (offset ${parsed.error.offset})`);
    return { parts: [] };
  }
  checkUriParameters(parsed.template, parameters, complain);
  return parsed.template;
}
