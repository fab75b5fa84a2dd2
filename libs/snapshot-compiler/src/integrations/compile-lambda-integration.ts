import type { Integration } from '#libs/api-definition';
import { parseUriTemplate, type UriTemplate } from '#libs/mapping-templates';
import type { LambdaIntegration } from '#libs/snapshot-format';
import { checkTimeout } from './check-timeout.js';
import { compileCredentials } from './compile-credentials.js';
import { compileIntegrationResponses } from './compile-integration-responses.js';
import { compileRequestParameters } from './compile-parameters.js';
import { compileRequestTemplates } from './compile-templates.js';
import type { Complain } from './complain.js';

// The doubled slash is documented, too (guide page "Integration types"). That of InvokeWithResponseStream has
// a date and a name of its own (guide page "Stream the integration response").
const functionUri =
  /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):lambda:path\/{1,2}(?:2015-03-31\/functions\/(.+)\/invocations|2021-11-15\/functions\/(.+)\/response-streaming-invocations)$/;

/**
 * AWS and AWS_PROXY whose URI names the invocation of a Lambda function; null when it names something else.
 */
export function compileLambdaIntegration(
  integration: Integration,
  type: 'AWS' | 'AWS_PROXY',
  complain: Complain,
): LambdaIntegration | null {
  const [, region, invoked, streamed] = functionUri.exec(integration.uri ?? '') ?? [];
  const functionArn = invoked ?? streamed;
  if (region === undefined || functionArn === undefined) return null;
  const credentials = compileCredentials(integration.credentials, complain);
  const isProxy = type === 'AWS_PROXY';
  const streams = isProxy && integration.responseTransferMode === 'STREAM';
  if (streamed !== undefined && !streams) {
    complain(
      'bad-integration',
      'a function that streams its answer needs AWS_PROXY and responseTransferMode STREAM',
    );
  }
  return {
    type: isProxy ? 'LAMBDA_PROXY' : 'LAMBDA',
    region,
    functionArn: compileArn(functionArn, complain),
    httpMethod: integration.httpMethod ?? 'POST',
    parameters: compileRequestParameters(integration.requestParameters, complain),
    requestTemplates: isProxy ? {} : compileRequestTemplates(integration.requestTemplates, complain),
    passthroughBehavior: integration.passthroughBehavior,
    // What a proxied function gets and answers says itself whether it is Base64.
    ...(!isProxy && integration.contentHandling && { contentHandling: integration.contentHandling }),
    ...(credentials && { credentials }),
    ...(streams && { streamsResponse: true }),
    timeoutMs: checkTimeout(integration.timeoutInMillis, streams, complain),
    responses: isProxy ? [] : compileIntegrationResponses(integration.integrationResponses, complain),
  };
}

function compileArn(functionArn: string, complain: Complain): UriTemplate {
  const parsed = parseUriTemplate(functionArn);
  if (parsed.ok) return parsed.template;
  complain('bad-integration', `function ${functionArn}: ${parsed.error.message}`);
  return { parts: [] };
}
