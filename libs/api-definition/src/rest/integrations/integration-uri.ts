import { badRequest, type DomainError } from '../../domain-error.js';
import type { IntegrationType } from './integration.js';

/**
 * What is wrong with the URI of an integration of this type, if anything (recorded: integrations,
 * validation). MOCK has none.
 */
export function checkIntegrationUri(type: IntegrationType, uri: string | null): DomainError | undefined {
  switch (type) {
    case 'MOCK':
      return undefined;
    case 'HTTP':
    case 'HTTP_PROXY':
      return isHttpUri(uri ?? '') ? undefined : badRequest('Invalid HTTP endpoint specified for URI');
    case 'AWS':
      return checkArn(uri ?? '');
    case 'AWS_PROXY':
      return checkArn(uri ?? '') ?? checkProxyArn(uri ?? '');
  }
}

/**
 * Variables may stand anywhere, also for the whole host, so the text is judged with something in their place.
 */
function isHttpUri(uri: string): boolean {
  const filled = uri.replace(/\$\{stageVariables\.[A-Za-z0-9_]+\}/g, 'x').replace(/\{[^{}/]+\}/g, 'x');
  return /^https?:\/\/[^\s/?#]/i.test(filled) && !/\s/.test(filled) && URL.canParse(filled);
}

function checkArn(uri: string): DomainError | undefined {
  if (!uri.startsWith('arn:')) return badRequest('Invalid ARN specified in the request');
  if (!/^arn:[a-z-]+:apigateway:[^:]+:[^:]+:(?:path|action)\/./.test(uri)) {
    return badRequest('AWS ARN for integration must contain path or action');
  }
  return undefined;
}

function checkProxyArn(uri: string): DomainError | undefined {
  // A doubled slash after `path` is accepted too.
  const isLambda =
    /:lambda:path\/{1,2}\d{4}-\d{2}-\d{2}\/functions\/.+\/(?:invocations|response-streaming-invocations)$/.test(
      uri,
    );
  const isFirehose = /:firehose:action\/PutRecord(?:Batch)?$/.test(uri);
  if (isLambda || isFirehose) return undefined;
  return badRequest(
    "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
  );
}
