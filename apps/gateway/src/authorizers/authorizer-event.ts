import type { FunctionAuthorizer } from '#libs/snapshot-format';
import { eventContext, eventHeaders, lastValues } from '../integrations/lambda/lambda-event.js';
import { eventPathOf } from '../invocation/api-address.js';
import type { Routed } from '../invocation/invocation.js';
import { queryMultiValues, queryValues } from '../invocation/request-values.js';

/**
 * What an authorizer's function is called with (guide page "Input to an API Gateway Lambda authorizer").
 * Unlike in a proxy's event, maps without entries are empty and not null, and there is no body.
 */
export function authorizerEvent(
  { type }: FunctionAuthorizer,
  invocation: Routed,
  methodArn: string,
  token: string,
): string {
  if (type === 'TOKEN') return JSON.stringify({ type, methodArn, authorizationToken: token });
  const { address, request, method, pathParameters, stage } = invocation;
  const headers = eventHeaders(invocation);
  return JSON.stringify({
    type,
    methodArn,
    resource: method.resourcePath,
    path: eventPathOf(address),
    httpMethod: request.httpMethod,
    headers: lastValues(headers),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: queryValues(address.query),
    multiValueQueryStringParameters: queryMultiValues(address.query),
    pathParameters: pathParameters ?? {},
    stageVariables: stage.release.variables,
    requestContext: withSentApiKey(invocation, eventContext(invocation)),
  });
}

/** The key is looked at behind the authorizer only, which sees the one that the caller sent. */
export function withSentApiKey(
  invocation: Routed,
  context: Record<string, unknown>,
): Record<string, unknown> {
  const { method, request, stage, apiKeyValue } = invocation;
  const { document } = stage.release.snapshot;
  const isSent = method.apiKeyRequired && document.protocol !== 'HTTP' && document.apiKeySource === 'HEADER';
  if (!isSent || apiKeyValue !== null || request.apiKey === null) return context;
  return { ...context, identity: { ...(context['identity'] as object), apiKey: request.apiKey } };
}
