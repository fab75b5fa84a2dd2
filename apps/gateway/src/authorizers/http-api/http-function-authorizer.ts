import type { HttpFunctionAuthorizer } from '#libs/snapshot-format';
import { eventSource } from '../../integrations/http-api/event-source.js';
import { requestContextV1, requestPartsV1 } from '../../integrations/http-api/event-v1.js';
import { requestContextV2, requestPartsV2 } from '../../integrations/http-api/event-v2.js';
import { decodedParameters } from '../../invocation/http-api/http-values.js';
import type { Routed } from '../../invocation/invocation.js';
import { reject } from '../../refusals/rejection.js';
import type { ActiveAuthorizer, Identity } from '../authorization.js';
import type { AuthorizerServices } from '../authorizer-services.js';
import { activateFunction } from '../function-authorizer.js';
import { readHttpAuthorizerResponse } from './http-authorizer-response.js';

/** Milliseconds (guide page "Quotas for HTTP APIs"). */
const timeoutMs = 10_000;

/**
 * REQUEST of an HTTP API: a function says who calls, by a policy or by yes or no. Without what the identity
 * sources name it is not called; results are kept by what they say, so for all routes unless
 * `$context.routeKey` is one of them (guide page "Control access to HTTP APIs with AWS Lambda authorizers").
 */
export function activateHttpFunctionAuthorizer(
  authorizer: HttpFunctionAuthorizer,
  services: AuthorizerServices,
): ActiveAuthorizer {
  const { payloadFormatVersion, enableSimpleResponses, identitySources, resultTtlSeconds } = authorizer;
  const kept = { ...authorizer, resultTtlSeconds: identitySources.length === 0 ? 0 : resultTtlSeconds };
  return activateFunction(kept, services, {
    timeoutMs,
    insistsOnSources: true,
    isIdentity: () => true,
    event: payloadFormatVersion === '2.0' ? eventOfV2 : eventOfV1,
    read(result) {
      const read = readHttpAuthorizerResponse(result, { payloadFormatVersion, enableSimpleResponses });
      return read.ok
        ? { ok: true, kind: 'decision', ...read.authorization }
        : { ok: false, rejection: reject('authorizer.unusable', read.reason) };
    },
  });
}

function eventOfV1(invocation: Routed, methodArn: string, identity: readonly Identity[]): string {
  const source = eventSource(invocation, null);
  const said = identity.map(({ value }) => value).join(',');
  return JSON.stringify({
    version: '1.0',
    type: 'REQUEST',
    methodArn,
    identitySource: said,
    authorizationToken: said,
    ...requestPartsV1(invocation, source),
    requestContext: requestContextV1(invocation, source.path),
  });
}

function eventOfV2(invocation: Routed, routeArn: string, identity: readonly Identity[]): string {
  const source = eventSource(invocation, null);
  const pathParameters = decodedParameters(invocation.pathParameters);
  const { variables } = invocation.stage.release;
  return JSON.stringify({
    version: '2.0',
    type: 'REQUEST',
    routeArn,
    identitySource: identity.length === 0 ? null : identity.map(({ value }) => value),
    routeKey: invocation.method.routeKey,
    ...requestPartsV2(invocation, source),
    requestContext: requestContextV2(invocation, source.path),
    ...(pathParameters !== null && { pathParameters }),
    ...(Object.keys(variables).length > 0 && { stageVariables: variables }),
  });
}
