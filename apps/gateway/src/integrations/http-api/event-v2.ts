import { commonLogTime } from '../../invocation/common-log-time.js';
import { firstHeader } from '../../http/raw-headers.js';
import {
  cookiesOf,
  decodedParameters,
  joinedHeaders,
  joinedQuery,
} from '../../invocation/http-api/http-values.js';
import type { Routed } from '../../invocation/invocation.js';
import { domainNameOf } from '../../invocation/request-context.js';
import type { EventSource } from './event-source.js';

/**
 * The event of payload format 2.0 (guide page "Create AWS Lambda proxy integrations for HTTP APIs"; public
 * reports). What is not there has no member.
 */
export function eventV2(invocation: Routed, source: EventSource): Record<string, unknown> {
  const { method, body, isBase64Encoded } = { method: invocation.method, ...source };
  return {
    version: '2.0',
    routeKey: method.routeKey,
    ...requestPartsV2(invocation, source),
    requestContext: requestContextV2(invocation, source.path),
    ...withEntries('pathParameters', decodedParameters(invocation.pathParameters)),
    ...withEntries('stageVariables', invocation.stage.release.variables),
    ...(body !== null && { body }),
    isBase64Encoded,
  };
}

/** What events and authorizers' events say of path, query and headers. */
export function requestPartsV2(
  _invocation: Routed,
  { fields, path, query }: Pick<EventSource, 'fields' | 'path' | 'query'>,
): Record<string, unknown> {
  const cookies = cookiesOf(fields);
  const { cookie: _, ...headers } = joinedHeaders(fields);
  return {
    rawPath: path,
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...withEntries('queryStringParameters', joinedQuery(query)),
  };
}

export function requestContextV2(invocation: Routed, path: string): Record<string, unknown> {
  const { address, method, record, request, stage } = invocation;
  const domainName = domainNameOf(request);
  const clientCert = address.custom?.clientCertificate ?? null;
  const authorizer = authorizerV2(invocation);
  return {
    accountId: stage.document.accountId,
    apiId: address.apiId,
    ...(clientCert && { authentication: { clientCert } }),
    ...(authorizer && { authorizer }),
    domainName,
    domainPrefix: domainName.split('.', 1)[0] ?? '',
    http: {
      method: request.httpMethod,
      path,
      protocol: request.protocol,
      sourceIp: request.caller.ip,
      userAgent: firstHeader(request.rawHeaders, 'user-agent') ?? '',
    },
    requestId: record.extendedRequestId,
    routeKey: method.routeKey,
    stage: address.stageName,
    time: commonLogTime(record.receivedAtMs),
    timeEpoch: record.receivedAtMs,
  };
}

/** By what the route asks of its callers. */
function authorizerV2({ authorizer, method, signer }: Routed): Record<string, unknown> | null {
  if (signer !== null) {
    return {
      iam: {
        accessKey: signer.accessKeyId,
        accountId: signer.accountId,
        callerId: signer.id,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: signer.arn,
        userId: signer.id,
      },
    };
  }
  if (method.authorizerId === null || authorizer === null) return null;
  const { claims, scopes } = authorizer;
  return claims === undefined ? { lambda: authorizer } : { jwt: { claims, scopes: scopes ?? null } };
}

function withEntries(name: string, values: Readonly<Record<string, string>> | null): Record<string, unknown> {
  return values === null || Object.keys(values).length === 0 ? {} : { [name]: values };
}
