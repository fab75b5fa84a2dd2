import { parseMappingSource, parseTemplate, parseUriTemplate } from '#libs/mapping-templates';
import type {
  AwsServiceIntegration,
  HttpIntegration,
  LambdaIntegration,
  MockIntegration,
  ParameterMapping,
  RestSnapshot,
  SnapshotIntegrationResponse,
  SnapshotMethod,
  StageDocument,
} from '#libs/snapshot-format';

export const apiId = 'a1b2c3d4e5';
const owner = { accountId: '000000000000', region: 'us-east-1' } as const;

/** Methods by path and HTTP method: `{ '/pets': { GET: mockMethod('{}') } }`. */
export function snapshot(
  routes: Readonly<Record<string, Readonly<Record<string, SnapshotMethod>>>>,
  change: Partial<RestSnapshot> = {},
): RestSnapshot {
  return {
    formatVersion: 1,
    ...owner,
    restApiId: apiId,
    apiKeySource: 'HEADER',
    disableExecuteApiEndpoint: false,
    binaryMediaTypes: [],
    minimumCompressionSize: null,
    routes: Object.entries(routes)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, methods], index) => ({ resourceId: `res${index}`, path, methods })),
    gatewayResponses: {},
    ...change,
  };
}

export function stageOf(snapshotDigest: string, change: Partial<StageDocument> = {}): StageDocument {
  return {
    formatVersion: 1,
    ...owner,
    restApiId: apiId,
    stageName: 'dev',
    deploymentId: 'dep001',
    snapshotDigest,
    variables: {},
    methodThrottles: {},
    defaultThrottle: null,
    ...change,
  };
}

export function method(
  integration: SnapshotMethod['integration'],
  change: Partial<SnapshotMethod> = {},
): SnapshotMethod {
  return {
    apiKeyRequired: false,
    authorization: { type: 'NONE' },
    methodResponses: { '200': { headers: [] } },
    integration,
    ...change,
  };
}

/** A MOCK method that answers 200 with this template's text. */
export function mockMethod(body: string, change: Partial<SnapshotMethod> = {}): SnapshotMethod {
  return method(mock({}, [integrationResponse('200', null, { 'application/json': body })]), change);
}

export function mock(
  requestTemplates: Readonly<Record<string, string>> = {},
  responses: readonly SnapshotIntegrationResponse[] = [],
): MockIntegration {
  const templates = Object.keys(requestTemplates).length
    ? requestTemplates
    : { 'application/json': '{"statusCode": 200}' };
  return {
    type: 'MOCK',
    requestTemplates: templatesOf(templates),
    passthroughBehavior: 'WHEN_NO_MATCH',
    responses,
  };
}

export function http(
  type: HttpIntegration['type'],
  uri: string,
  change: Partial<HttpIntegration> = {},
): HttpIntegration {
  const parsed = parseUriTemplate(uri);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return {
    type,
    httpMethod: 'ANY',
    uri: parsed.template,
    parameters: [],
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutMs: 29_000,
    insecureSkipVerification: false,
    responses: type === 'HTTP' ? [integrationResponse('200')] : [],
    ...change,
  };
}

/** A function by its ARN, maybe with `${stageVariables.x}` in it. */
export function lambda(
  type: LambdaIntegration['type'],
  functionArn: string,
  change: Partial<LambdaIntegration> = {},
): LambdaIntegration {
  const parsed = parseUriTemplate(functionArn);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return {
    type,
    region: 'us-east-1',
    functionArn: parsed.template,
    httpMethod: 'POST',
    parameters: [],
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutMs: 29_000,
    responses: type === 'LAMBDA' ? [integrationResponse('200')] : [],
    ...change,
  };
}

/**
 * A service by its integration's URI behind the region: `s3:path/bucket/{key}`, `dynamodb:action/PutItem`.
 */
export function awsService(uri: string, change: Partial<AwsServiceIntegration> = {}): AwsServiceIntegration {
  const [, subdomain = null, service, kind, rest] = /^(?:(.+)\.)?([a-z0-9-]+):(path|action)\/(.+)$/.exec(
    uri,
  )!;
  const parsed = parseUriTemplate(`arn:${rest}`);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const [first, ...others] = parsed.template.parts;
  const text = (first as { text: string }).text.slice('arn:'.length);
  return {
    type: 'AWS_SERVICE',
    partition: 'aws',
    region: 'us-east-1',
    service: service!,
    subdomain,
    target: {
      kind: kind as 'path' | 'action',
      uri: { parts: text === '' ? others : [{ kind: 'text', text }, ...others] },
    },
    httpMethod: 'POST',
    parameters: [],
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutMs: 29_000,
    responses: [integrationResponse('200')],
    ...change,
  };
}

/** `mapping('path', 'id', 'method.request.path.id')`. */
export function mapping(
  location: ParameterMapping['to']['location'],
  name: string,
  from: string,
): ParameterMapping {
  return { to: { location, name }, from: sourceOf(from) };
}

export function integrationResponse(
  statusCode: string,
  selectionPattern: string | null = null,
  templates: Readonly<Record<string, string>> | null = null,
  headers: Readonly<Record<string, string>> = {},
): SnapshotIntegrationResponse {
  return {
    statusCode,
    selectionPattern,
    headers: Object.entries(headers).map(([name, from]) => ({ name, from: sourceOf(from) })),
    templates: templates && templatesOf(templates),
  };
}

export function templatesOf(texts: Readonly<Record<string, string>>): MockIntegration['requestTemplates'] {
  return Object.fromEntries(
    Object.entries(texts).map(([mediaType, text]) => {
      const parsed = parseTemplate(text);
      if (!parsed.ok) throw new Error(parsed.error.message);
      return [mediaType, parsed.template];
    }),
  );
}

export function sourceOf(text: string): ParameterMapping['from'] {
  const parsed = parseMappingSource(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.expression;
}
