import { CreateApiCommand, CreateRouteCommand, CreateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { parseUriTemplate, v1, v2, type Operation } from '#libs/aws-wire';
import { clientOfV2 } from '../testing/client-of-v2.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let known: Record<string, string>;

beforeAll(async () => {
  plane = await startControlPlane();
  const post = async (target: string, body: object) =>
    (await (await plane.signedFetch(target, { method: 'POST', body })).json()) as Record<string, string>;
  const restApi = await post('/restapis', { name: 'hostile' });
  const key = await post('/apikeys', { name: 'k' });
  const plan = await post('/usageplans', { name: 'p' });
  const base = `/restapis/${restApi['id']}/resources/${restApi['rootResourceId']}/methods/GET`;
  await plane.signedFetch(base, { method: 'PUT', body: { authorizationType: 'NONE' } });
  await plane.signedFetch(`${base}/integration`, { method: 'PUT', body: { type: 'MOCK' } });
  await plane.signedFetch(`${base}/responses/200`, { method: 'PUT', body: {} });
  await plane.signedFetch(`${base}/integration/responses/200`, { method: 'PUT', body: {} });
  await plane.signedFetch(`/restapis/${restApi['id']}/deployments`, {
    method: 'POST',
    body: { stageName: 'dev' },
  });
  const client = clientOfV2(plane);
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({ Name: 'hostile', ProtocolType: 'HTTP', Target: 'http://example.com' }),
  );
  const { RouteId = '' } = await client.send(new CreateRouteCommand({ ApiId, RouteKey: 'GET /a' }));
  await client.send(new CreateStageCommand({ ApiId, StageName: 'dev' }));
  known = {
    apiId: ApiId,
    routeId: RouteId,
    stageName: 'dev',
    restapi_id: restApi['id']!,
    resource_id: restApi['rootResourceId']!,
    parent_id: restApi['rootResourceId']!,
    http_method: 'GET',
    status_code: '200',
    stage_name: 'dev',
    api_Key: key['id']!,
    usageplanId: plan['id']!,
    keyId: key['id']!,
    'resource-arn': encodeURIComponent(`arn:aws:apigateway:us-east-1::/apis/${ApiId}`),
    resource_arn: encodeURIComponent(`arn:aws:apigateway:us-east-1::/restapis/${restApi['id']}`),
  };
  // Without real targets most inputs would end at the first look-up.
  expect(Object.values(known).filter((id) => !id)).toEqual([]);
});
afterAll(() => plane.close());

const paths = [
  '',
  '/',
  '/name',
  '/description',
  '/a/b/c/d',
  '/__proto__/x',
  '/~2',
  '/variables/x',
  '/throttle/burstLimit',
  '/quota/limit',
  '/apiStages',
  '/*/*/throttling/rateLimit',
  '/requestParameters/x',
  '/responseTemplates/x',
  '/canarySettings/percentTraffic',
  '/binaryMediaTypes/~0~1',
];
const values = [
  undefined,
  '',
  'x',
  '-1',
  '1e400',
  '99999999999999999999',
  'NaN',
  '{',
  'a:b',
  '__proto__',
  'ü'.repeat(3000),
];
const verbs = ['add', 'remove', 'replace', 'copy', 'move', 'test'];

const bodies: readonly string[] = [
  '',
  'null',
  '[]',
  '""',
  '{',
  '{"__proto__":{"x":1},"constructor":{"prototype":{}}}',
  JSON.stringify({
    name: 'n'.repeat(100_000),
    description: 'd',
    value: 'v',
    pathPart: '{',
    type: 'MOCK',
    stageName: '',
    authorizationType: '',
  }),
  JSON.stringify({
    name: '',
    type: 'HTTP',
    uri: 'http://[',
    httpMethod: 'GET',
    timeoutInMillis: -2147483648,
    cacheKeyParameters: [''],
  }),
  JSON.stringify({
    name: 'x',
    tags: { '': '' },
    quota: { limit: 2147483647, offset: -1, period: 'DAY' },
    throttle: { rateLimit: -1e308, burstLimit: 2147483647 },
  }),
  JSON.stringify({
    name: 'x',
    minimumCompressionSize: 1.5,
    requestParameters: { '': true },
    responseParameters: { '': '' },
  }),
  JSON.stringify({
    keyId: '',
    keyType: 'X',
    deploymentId: '',
    stageName: '../..',
    variables: { '': '' },
    apiStages: [{ apiId: '', stage: '' }],
  }),
  JSON.stringify({
    patchOperations: verbs.flatMap((op) =>
      paths.map((path, index) => ({ op, path, value: values[index % values.length] })),
    ),
  }),
];
/** Of version 2, beside those: members that mean something there, and values that do not. */
const bodiesV2: readonly string[] = [
  ...bodies.slice(0, -1),
  `{"a":${'['.repeat(100_000)}`,
  `{"name":${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}}`,
  '{"routeKey":"GET /b","routeKey":"GET /c","__proto__":{"routeKey":"GET /d"}}',
  '{"timeoutInMillis":1e400,"authorizerResultTtlInSeconds":-1e308,"priority":99999999999999999999}',
  JSON.stringify({
    name: 'x',
    protocolType: 'HTTP',
    corsConfiguration: { allowOrigins: ['https://['], maxAge: 1e300 },
    target: 'http://[',
  }),
  JSON.stringify({
    routeKey: `GET /${'{a}/'.repeat(1_000)}`,
    target: 'integrations/',
    authorizationScopes: Array.from({ length: 1_000 }, () => ''),
  }),
  JSON.stringify({
    integrationType: 'HTTP_PROXY',
    integrationUri: 'http://${stageVariables.}',
    requestParameters: { 'overwrite:path': '${'.repeat(1_000) },
    responseParameters: { 999: { '': '' } },
  }),
  JSON.stringify({ stageName: '$default', routeSettings: { '': null }, accessLogSettings: { format: '$' } }),
  JSON.stringify({ body: '{"openapi":"3.0.1","paths":{"/":{"$ref":"#/paths/~1"}}}' }),
];
/** One operation a time, since a patch ends at its first refusal. */
const patches = paths.flatMap((path, index) =>
  verbs.slice(0, 4).map((op, shift) =>
    JSON.stringify({
      patchOperations: [{ op, path, value: values[(index + shift) % values.length], from: path }],
    }),
  ),
);

const targetOf = (uri: string, parameters: Record<string, string>) =>
  parseUriTemplate(uri)
    .map((segment) => ('literal' in segment ? segment.literal : (parameters[segment.parameter] ?? 'nothing')))
    .map((segment) => `/${segment}`)
    .join('');

const operations: readonly (readonly [string, Operation, readonly string[]])[] = [
  ...Object.values<Operation>(v1.operations).map((one) => [`v1 ${one.name}`, one, bodies] as const),
  ...Object.values<Operation>(v2.operations).map((one) => [`v2 ${one.name}`, one, bodiesV2] as const),
];

test.each(operations)('%s: no input of any kind is a 500', async (name, { method, uri }, given) => {
  const hostile = ['%F0%9F%98%80', '..%2f..', '%25', 'a'.repeat(2000)].map((text) =>
    targetOf(uri, Object.fromEntries(Object.keys(known).map((name) => [name, text]))),
  );
  const real = targetOf(uri, known);
  const queries = [
    '?limit=x',
    '?limit=-9999999999',
    '?position=%00',
    '?startDate=x&endDate=y',
    '?embed=&embed=x&tagKeys=',
    '?maxResults=1e9&nextToken=%00',
    '?basepath=x&failOnWarnings=perhaps',
  ];
  const sent =
    method === 'GET' || method === 'DELETE'
      ? ['']
      : method === 'PATCH' && name.startsWith('v1')
        ? [...given, ...patches]
        : given;
  const calls = [
    ...sent.map((body) => ({ target: real, body })),
    ...hostile.map((target) => ({ target, body: sent.at(-1) })),
    // What deletes must not delete before the others have run.
    ...(method === 'DELETE' ? [] : queries.map((query) => ({ target: real + query, body: sent[0] }))),
  ];
  for (const { target, body } of method === 'DELETE' ? calls.slice(1) : calls) {
    const response = await plane.signedFetch(target, { method, body });
    const text = await response.text();
    if (response.status >= 500) throw new Error(`${method} ${target} ${body}: ${response.status} ${text}`);
  }
});
