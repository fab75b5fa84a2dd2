import {
  parseUriTemplate,
  type UriTemplate,
  type ValuePart,
  type ValueTemplate,
} from '#libs/mapping-templates';
import type {
  HttpApiFunctionIntegration,
  HttpApiIntegration,
  HttpApiProxyIntegration,
  HttpRoute,
  HttpSnapshot,
  StageDocument,
} from '#libs/snapshot-format';

export const httpApiId = 'h1t2t3p4a5';
export const httpHost = `${httpApiId}.execute-api.localhost`;

/** Routes by key: `{ 'GET /pets/{id}': httpProxy(origin) }`, or with what else a route has. */
export function httpSnapshot(
  routes: Readonly<Record<string, HttpApiIntegration | Partial<HttpRoute>>>,
  change: Partial<HttpSnapshot> = {},
): HttpSnapshot {
  return {
    requires: ['http-api'],
    protocol: 'HTTP',
    accountId: '000000000000',
    region: 'us-east-1',
    restApiId: httpApiId,
    disableExecuteApiEndpoint: false,
    routes: Object.entries(routes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([routeKey, given], index) => httpRoute(routeKey, `route${index}`, given)),
    ...change,
  };
}

function httpRoute(
  routeKey: string,
  routeId: string,
  given: HttpApiIntegration | Partial<HttpRoute>,
): HttpRoute {
  const [method, path] = routeKey.split(' ') as [string, string | undefined];
  return {
    routeId,
    routeKey,
    ...(path === undefined ? { method: 'ANY' } : { method, path }),
    authorization: { type: 'NONE' },
    apiKeyRequired: false,
    ...('type' in given ? { integration: given } : { integration: { type: 'NONE' }, ...given }),
  };
}

/** The stage at the root, unless another name is given. */
export const httpStage = (change: Partial<StageDocument> = {}): Partial<StageDocument> => ({
  requires: ['http-api'],
  restApiId: httpApiId,
  stageName: '$default',
  ...change,
});

export function httpProxy(
  uri: string,
  change: Partial<HttpApiProxyIntegration> = {},
): HttpApiProxyIntegration {
  return {
    type: 'HTTP_PROXY',
    integrationId: 'int0001',
    httpMethod: 'ANY',
    backend: { kind: 'uri', uri: uriOf(uri) },
    requestParameters: [],
    timeoutMs: 30_000,
    ...change,
  };
}

export function httpFunction(
  functionArn: string,
  payloadFormatVersion: '1.0' | '2.0' = '2.0',
  change: Partial<HttpApiFunctionIntegration> = {},
): HttpApiFunctionIntegration {
  return {
    type: 'LAMBDA_PROXY',
    integrationId: 'int0002',
    region: 'us-east-1',
    functionArn: uriOf(functionArn),
    payloadFormatVersion,
    requestParameters: [],
    timeoutMs: 30_000,
    ...change,
  };
}

export function uriOf(uri: string): UriTemplate {
  const parsed = parseUriTemplate(uri);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.template;
}

/** A value in pieces: texts as they are, and what is read. */
export const value = (...parts: readonly (string | ValuePart)[]): ValueTemplate => ({
  parts: parts.map((part) => (typeof part === 'string' ? { kind: 'text', text: part } : part)),
});
