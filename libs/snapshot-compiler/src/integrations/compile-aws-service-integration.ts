import type { Integration } from '#libs/api-definition';
import { parseUriTemplate, type UriTemplate } from '#libs/mapping-templates';
import type { AwsServiceIntegration } from '#libs/snapshot-format';
import { checkTimeout } from './check-timeout.js';
import { checkUriParameters } from './check-uri-parameters.js';
import { compileCredentials } from './compile-credentials.js';
import { compileIntegrationResponses } from './compile-integration-responses.js';
import { compileRequestParameters } from './compile-parameters.js';
import { compileRequestTemplates } from './compile-templates.js';
import type { Complain } from './complain.js';

const serviceUri =
  /^arn:(aws[a-z-]*):apigateway:([a-z0-9-]+):(?:([A-Za-z0-9._-]+)\.)?([a-z0-9-]+):(path|action)\/{1,2}/;

/**
 * AWS with a service's path or action, such as `s3:path/{bucket}/{key}` and `dynamodb:action/Query` (guide
 * page "Integration types").
 */
export function compileAwsServiceIntegration(
  integration: Integration,
  complain: Complain,
): AwsServiceIntegration | null {
  const uri = integration.uri ?? '';
  const [prefix, partition, region, subdomain, service, kind] = serviceUri.exec(uri) ?? [];
  if (prefix === undefined || service === undefined) {
    complain('bad-integration', `${uri} names no path and no action of an AWS service`);
    return null;
  }
  const credentials = compileCredentials(integration.credentials, complain);
  const parameters = compileRequestParameters(integration.requestParameters, complain);
  const target = compileTarget(uri, prefix, complain);
  checkUriParameters(target, parameters, complain);
  if (kind === 'action') checkActionName(target, complain);
  if (integration.httpMethod === null) complain('bad-integration', 'the integration has no HTTP method');
  return {
    type: 'AWS_SERVICE',
    partition: partition!,
    region: region!,
    service,
    subdomain: subdomain ?? null,
    target: { kind: kind === 'action' ? 'action' : 'path', uri: target },
    httpMethod: integration.httpMethod ?? 'POST',
    parameters,
    requestTemplates: compileRequestTemplates(integration.requestTemplates, complain),
    passthroughBehavior: integration.passthroughBehavior,
    ...(integration.contentHandling && { contentHandling: integration.contentHandling }),
    ...(credentials && { credentials }),
    timeoutMs: checkTimeout(integration.timeoutInMillis, false, complain),
    responses: compileIntegrationResponses(integration.integrationResponses, complain),
  };
}

/**
 * Read as a whole ARN, so that nothing in it counts as part of a host, and kept without what is in front of
 * path or action.
 */
function compileTarget(uri: string, prefix: string, complain: Complain): UriTemplate {
  const parsed = parseUriTemplate(uri);
  if (!parsed.ok) {
    complain('bad-integration', `${parsed.error.message} (offset ${parsed.error.offset})`);
    return { parts: [] };
  }
  const [first, ...others] = parsed.template.parts;
  // The prefix has no placeholders, so it stands at the beginning of the first text.
  const text = first?.kind === 'text' ? first.text.slice(prefix.length) : '';
  return { parts: text === '' ? others : [{ kind: 'text', text }, ...others] };
}

function checkActionName({ parts: [first] }: UriTemplate, complain: Complain): void {
  if (first?.kind !== 'text' || /^[A-Za-z0-9]+(?:&|$)/.test(first.text)) return;
  complain('bad-integration', `${first.text} begins with no name of an action`);
}
