import { spellHeader } from '../../http/header-spelling.js';
import { eventPathOf } from '../../invocation/api-address.js';
import type { Invocation, Routed } from '../../invocation/invocation.js';
import { requestScope } from '../../invocation/request-scope.js';
import { queryMultiValues, queryValues } from '../../invocation/request-values.js';
import type { IsBinary } from '../mapping/binary-media-types.js';
import { headerRules } from '../../http/header-rules.js';
import { mediaTypeOf } from '../../http/media-type.js';

/**
 * The request as the event of a proxied function, payload format 1.0 (recorded: Lambda proxy; guide page
 * "Lambda proxy integrations").
 */
export function proxyEvent(invocation: Routed, isBinary: IsBinary): string {
  const { address, request, method, pathParameters, stage } = invocation;
  const headers = eventHeaders(invocation);
  const isBase64Encoded = request.contentType !== null && isBinary(mediaTypeOf(request.contentType));
  const body = invocation.body!;
  return JSON.stringify({
    resource: method.resourcePath,
    path: eventPathOf(address),
    httpMethod: request.httpMethod,
    headers: nullWhenEmpty(lastValues(headers)),
    multiValueHeaders: nullWhenEmpty(Object.fromEntries(headers)),
    queryStringParameters: nullWhenEmpty(queryValues(address.query)),
    multiValueQueryStringParameters: nullWhenEmpty(queryMultiValues(address.query)),
    pathParameters: nullWhenEmpty(pathParameters ?? {}),
    stageVariables: nullWhenEmpty(stage.release.variables),
    requestContext: eventContext(invocation),
    body: body.length === 0 ? null : body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded: isBase64Encoded && body.length > 0,
  });
}

/** `requestContext` of an event. */
export function eventContext(invocation: Invocation): Record<string, unknown> {
  const { context } = requestScope(invocation);
  return {
    resourceId: context['resourceId'],
    resourcePath: context['resourcePath'],
    httpMethod: context['httpMethod'],
    extendedRequestId: context['extendedRequestId'],
    requestTime: context['requestTime'],
    path: context['path'],
    accountId: context['accountId'],
    protocol: context['protocol'],
    stage: context['stage'],
    domainPrefix: context['domainPrefix'],
    requestTimeEpoch: context['requestTimeEpoch'],
    requestId: context['requestId'],
    identity: context['identity'],
    ...(invocation.authorizer !== null && { authorizer: invocation.authorizer }),
    domainName: context['domainName'],
    deploymentId: context['deploymentId'],
    apiId: context['apiId'],
  };
}

type Headers = ReadonlyMap<string, readonly string[]>;

const isHidden = (lower: string): boolean => headerRules.get(lower)?.inParams === false;

/**
 * The headers of a request without those that functions do not see, by name as it is spelled. `hides`:
 * whether a header is one of those, by its name in lower case.
 */
export function eventHeaders(invocation: Invocation, hides: (lower: string) => boolean = isHidden): Headers {
  const byLowerName = new Map<string, { name: string; values: string[] }>();
  const raw = requestScope(invocation).headers;
  for (let index = 0; index < raw.length; index += 2) {
    const lower = raw[index]!.toLowerCase();
    if (hides(lower)) continue;
    const known = byLowerName.get(lower);
    if (known) known.values.push(raw[index + 1]!);
    else byLowerName.set(lower, { name: spellHeader(raw[index]!), values: [raw[index + 1]!] });
  }
  return new Map([...byLowerName.values()].map(({ name, values }) => [name, values]));
}

/** Of a repeated header the last value. */
export function lastValues(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].map(([name, values]) => [name, values.at(-1)!]));
}

function nullWhenEmpty<T extends object>(values: T): T | null {
  return Object.keys(values).length === 0 ? null : values;
}
