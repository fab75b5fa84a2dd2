import type { ContextRecord } from '#libs/mapping-templates';
import { contextPathOf } from '../api-address.js';
import { commonLogTime } from '../common-log-time.js';
import type { Invocation } from '../invocation.js';
import { domainNameOf, requestIdentity } from '../request-context.js';

/**
 * `$context` of an HTTP API (guide page "Logging variables for HTTP APIs"). There is one request id, the one
 * that the caller gets in `apigw-requestid`.
 */
export function httpContext(invocation: Invocation): ContextRecord {
  const { address, record, request, stage, method } = invocation;
  const domainName = domainNameOf(request);
  return {
    accountId: stage?.document.accountId ?? null,
    apiId: address.apiId,
    get authorizer() {
      return invocation.authorizer;
    },
    ...(address.custom && { customDomain: { basePathMatched: address.custom.basePath } }),
    deploymentId: stage?.document.deploymentId ?? null,
    domainName,
    domainPrefix: domainName.split('.', 1)[0] ?? '',
    extendedRequestId: record.extendedRequestId,
    httpMethod: request.httpMethod,
    get identity() {
      return requestIdentity(invocation);
    },
    path: contextPathOf(address),
    protocol: request.protocol,
    requestId: record.extendedRequestId,
    get requestTime() {
      return commonLogTime(record.receivedAtMs);
    },
    requestTimeEpoch: record.receivedAtMs,
    routeKey: method?.routeKey ?? null,
    stage: address.stageName,
  };
}
