import type { ContextRecord } from '#libs/mapping-templates';
import { firstHeader } from '../http/raw-headers.js';
import { canaryRequest } from './canary-request.js';
import { contextPathOf } from './api-address.js';
import { commonLogTime } from './common-log-time.js';
import type { Invocation } from './invocation.js';
import { wafResponseCode } from './web-acl.js';

/** What `$context.error` holds in gateway responses. */
export interface ContextError {
  readonly message: string;
  readonly responseType: string;
}

/**
 * `$context` (guide page "API Gateway mapping template and access logging variable reference"; members
 * recorded: VTL). The parts that cost something are getters: they are worked out for the templates that print
 * them.
 */
export function requestContext(invocation: Invocation, error: ContextError | null): ContextRecord {
  const { address, record, request, stage, method } = invocation;
  const domainName = domainNameOf(request);
  const isCanaryRequest = canaryRequest(stage);
  const context: ContextRecord = {
    accountId: stage?.document.accountId ?? null,
    apiId: address.apiId,
    deploymentId: stage?.document.deploymentId ?? null,
    domainName,
    domainPrefix: domainName.split('.', 1)[0] ?? '',
    ...(error && {
      error: {
        message: error.message,
        messageString: JSON.stringify(error.message),
        responseType: error.responseType,
      },
    }),
    extendedRequestId: record.extendedRequestId,
    httpMethod: request.httpMethod,
    ...(isCanaryRequest !== null && { isCanaryRequest }),
    get identity() {
      return requestIdentity(invocation);
    },
    path: contextPathOf(address),
    protocol: request.protocol,
    requestId: record.requestId,
    get requestTime() {
      return commonLogTime(record.receivedAtMs);
    },
    requestTimeEpoch: record.receivedAtMs,
    resourceId: method?.resourceId ?? null,
    resourcePath: method?.resourcePath ?? null,
    stage: address.stageName,
    // There on stages with a web ACL alone.
    ...(stage?.document.webAclArn !== undefined && {
      webaclArn: stage.document.webAclArn,
      wafResponseCode: wafResponseCode(invocation.webAcl),
    }),
  };
  return method?.authorizerId ? withAuthorizer(context, invocation) : context;
}

/** There on methods with an authorizer alone; the context may have been made for the authorizer itself. */
const withAuthorizer = (context: ContextRecord, invocation: Invocation): ContextRecord =>
  Object.defineProperty(context, 'authorizer', { enumerable: true, get: () => invocation.authorizer });

/** The members of the key are there on methods that require one (guide page "Lambda proxy integrations"). */
export function requestIdentity(invocation: Invocation): ContextRecord {
  const { address, request, method, apiKeyId, apiKeyValue, signer } = invocation;
  const clientCert = address.custom?.clientCertificate ?? null;
  const { ip: sourceIp, vpcEndpoint } = request.caller;
  const caller = {
    accessKey: signer?.accessKeyId ?? null,
    accountId: signer?.accountId ?? null,
    caller: signer?.id ?? null,
    // There behind mutual TLS alone (guide page "Lambda proxy integrations").
    ...(clientCert && { clientCert: { ...clientCert, validity: { ...clientCert.validity } } }),
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp,
    user: signer?.id ?? null,
    userAgent: firstHeader(request.rawHeaders, 'user-agent'),
    userArn: signer?.arn ?? null,
    // There on private APIs alone (events of such, as their users publish them).
    ...(vpcEndpoint && { vpceId: vpcEndpoint.id, vpcId: vpcEndpoint.vpcId }),
  };
  if (!method?.apiKeyRequired) return caller;
  return {
    ...caller,
    apiKey: apiKeyValue,
    apiKeyId,
  };
}

/** The host that was called, without a port. */
export function domainNameOf({ host }: { readonly host: string }): string {
  return host.replace(/:\d*$/, '');
}
