import { spellHeader } from '../../http/header-spelling.js';
import { decodedParameters } from '../../invocation/http-api/http-values.js';
import { requestIdentity } from '../../invocation/request-context.js';
import { requestScope } from '../../invocation/request-scope.js';
import type { Routed } from '../../invocation/invocation.js';
import type { EventSource } from './event-source.js';

/**
 * The event of payload format 1.0: REST's, with what HTTP APIs say otherwise (the same page as `eventV2`).
 */
export function eventV1(invocation: Routed, source: EventSource): Record<string, unknown> {
  const { body, isBase64Encoded } = source;
  return {
    version: '1.0',
    ...requestPartsV1(invocation, source),
    requestContext: requestContextV1(invocation, source.path),
    body,
    isBase64Encoded,
  };
}

/** What events and authorizers' events say of path, query and headers. */
export function requestPartsV1(
  { method, pathParameters, request, stage }: Routed,
  { fields, path, query }: Pick<EventSource, 'fields' | 'path' | 'query'>,
): Record<string, unknown> {
  const headers = multiValues(fieldPairs(fields));
  const parameters = multiValues(query === '' ? [] : [...new URLSearchParams(query)]);
  return {
    resource: method.resourcePath,
    path,
    httpMethod: request.httpMethod,
    headers: lastOf(headers),
    multiValueHeaders: headers,
    queryStringParameters: nullWhenEmpty(lastOf(parameters)),
    multiValueQueryStringParameters: nullWhenEmpty(parameters),
    pathParameters: nullWhenEmpty(decodedParameters(pathParameters) ?? {}),
    stageVariables: nullWhenEmpty(stage.release.variables),
  };
}

export function requestContextV1(invocation: Routed, path: string): Record<string, unknown> {
  const { authorizer, method } = invocation;
  const { context } = requestScope(invocation);
  return {
    accountId: context['accountId'],
    apiId: context['apiId'],
    authorizer: authorizerV1(authorizer),
    domainName: context['domainName'],
    domainPrefix: context['domainPrefix'],
    extendedRequestId: context['extendedRequestId'],
    httpMethod: context['httpMethod'],
    identity: { cognitoAmr: null, ...requestIdentity(invocation) },
    path,
    protocol: context['protocol'],
    requestId: context['requestId'],
    requestTime: context['requestTime'],
    requestTimeEpoch: context['requestTimeEpoch'],
    resourceId: method.routeKey,
    resourcePath: method.resourcePath,
    stage: context['stage'],
  };
}

/** Of a function with its caller's name, which `$context` has beside the function's own members. */
function authorizerV1(authorizer: Routed['authorizer']): Record<string, unknown> {
  if (authorizer === null) return { claims: null, scopes: null };
  const { principalId, integrationLatency } = authorizer;
  return {
    ...authorizer,
    ...(principalId !== undefined && { principalId }),
    ...(integrationLatency !== undefined && { integrationLatency }),
  };
}

function* fieldPairs(fields: readonly string[]): Generator<[string, string]> {
  for (let index = 0; index < fields.length; index += 2) {
    yield [spellHeader(fields[index]!), fields[index + 1]!];
  }
}

/** Names that differ in case alone are one header. Of the query they are two. */
function multiValues(pairs: Iterable<readonly [string, string]>): Record<string, string[]> {
  const values = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of pairs) (values[name] ??= []).push(value);
  return values;
}

function lastOf(values: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1)!]));
}

function nullWhenEmpty<T extends object>(values: T): T | null {
  return Object.keys(values).length === 0 ? null : values;
}
