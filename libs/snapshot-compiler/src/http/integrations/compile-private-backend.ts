import type { HttpIntegration } from '#libs/api-definition';
import { parseUriTemplate, type UriTemplate } from '#libs/mapping-templates';
import type { HttpApiBackend } from '#libs/snapshot-format';
import type { Complain } from '../../integrations/complain.js';

const listener = /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/(?:app|net)\/\S+$/;
const service = /^arn:aws[a-z-]*:servicediscovery:[a-z0-9-]+:\d{12}:service\/[^\s?]+$/;

/**
 * The listener of a load balancer, or a Cloud Map service, behind a VPC link (guide page "Create private
 * integrations for HTTP APIs").
 */
export function compilePrivateBackend(
  { integrationUri, connectionId, tlsConfig }: HttpIntegration,
  complain: Complain,
): HttpApiBackend {
  const [target = '', attributes] = (integrationUri ?? '').split(/\?(.*)/s);
  // Stage variables may stand for parts of an ARN.
  const filled = target.replace(/\$\{stageVariables\.\w+\}/g, 'x');
  const isService = service.test(filled);
  if (!isService && (attributes !== undefined || !listener.test(filled))) {
    complain(
      'bad-integration',
      `${integrationUri} is no listener and no Cloud Map service behind a VPC link`,
    );
  }
  return {
    kind: 'vpcLink',
    vpcLinkId: compileTemplate(connectionId ?? '', 'names no VPC link', complain),
    targetArn: compileTemplate(target, 'is no ARN', complain),
    ...(attributes && { instanceAttributes: attributes }),
    ...(tlsConfig?.serverNameToVerify !== undefined && { serverNameToVerify: tlsConfig.serverNameToVerify }),
  };
}

/** Text and stage variables. */
function compileTemplate(text: string, problem: string, complain: Complain): UriTemplate {
  const parsed = parseUriTemplate(text);
  if (text !== '' && parsed.ok && parsed.template.parts.every(({ kind }) => kind !== 'pathParameter')) {
    return parsed.template;
  }
  complain('bad-integration', `${JSON.stringify(text)} ${problem}`);
  return { parts: [] };
}
