import {
  serviceSubtypes as definable,
  type FrozenHttpDefinition,
  type HttpIntegration,
} from '#libs/api-definition';
import { serviceSubtypes, type HttpApiIntegration } from '#libs/snapshot-format';
import { httpDefinitionWith, httpIntegrationWith, httpRouteWith } from '#libs/testing';
import { compileHttpDeployment } from '../compile-http-deployment.js';

/** What the compiler says of a definition, `code: message` each. */
const complaintsAbout = (parts: Partial<FrozenHttpDefinition>): string[] =>
  compileHttpDeployment(httpDefinitionWith(parts)).diagnostics.map(
    ({ code, message }) => `${code}: ${message}`,
  );

const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:pets';
const role = 'arn:aws:iam::000000000000:role/caller';

const listener = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/web/50dc6c49/0467ef3c';

/** What the integration of the only route becomes. */
function compiled(change: Partial<HttpIntegration>, routeKey = 'GET /a'): HttpApiIntegration {
  const { snapshot, diagnostics } = compileHttpDeployment(
    httpDefinitionWith({ routes: [httpRouteWith(routeKey)], integrations: [httpIntegrationWith(change)] }),
  );
  if (snapshot === null) throw new Error(diagnostics.map(({ message }) => message).join('; '));
  return snapshot.routes[0]!.integration;
}

const aboutIntegration = (change: Partial<HttpIntegration>, routeKey = 'GET /a') =>
  complaintsAbout({ routes: [httpRouteWith(routeKey)], integrations: [httpIntegrationWith(change)] });

test('a URI takes stage variables and variables of the path; one that nothing fills is warned of', () => {
  expect(compiled({ integrationUri: 'http://${stageVariables.h}/x/{proxy}' }, 'ANY /{proxy+}')).toMatchObject(
    {
      httpMethod: 'ANY',
      backend: {
        kind: 'uri',
        uri: {
          parts: [
            { kind: 'text', text: 'http://' },
            { kind: 'stageVariable', name: 'h', inAuthority: true },
            { kind: 'text', text: '/x/' },
            { kind: 'pathParameter', name: 'proxy', inAuthority: false },
          ],
        },
      },
    },
  );
  expect(aboutIntegration({ integrationUri: 'http://x/{id}' })).toEqual([
    expect.stringMatching(/^unmapped-uri-parameter/),
  ]);
});

test('a private integration: its link, what it leads to, and the name of its certificate', () => {
  const private_ = { connectionType: 'VPC_LINK', connectionId: 'link01' } as const;
  expect(
    compiled({ ...private_, integrationUri: listener, tlsConfig: { serverNameToVerify: 'web.test' } }),
  ).toMatchObject({
    backend: {
      kind: 'vpcLink',
      vpcLinkId: { parts: [{ kind: 'text', text: 'link01' }] },
      targetArn: { parts: [{ kind: 'text', text: listener }] },
      serverNameToVerify: 'web.test',
    },
  });
  const service = 'arn:aws:servicediscovery:us-east-1:000000000000:service/srv-a';
  expect(compiled({ ...private_, integrationUri: `${service}?stage=blue` })).toMatchObject({
    backend: { targetArn: { parts: [{ kind: 'text', text: service }] }, instanceAttributes: 'stage=blue' },
  });
  expect(aboutIntegration({ ...private_, integrationUri: 'http://backend.test' })[0]).toMatch(
    /is no listener/,
  );
  expect(aboutIntegration({ ...private_, connectionId: null, integrationUri: listener })[0]).toMatch(
    /names no VPC link/,
  );
});

test.each([
  functionArn,
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
])('a function by %s', (integrationUri) => {
  const given = { integrationType: 'AWS_PROXY', payloadFormatVersion: '2.0', credentialsArn: role } as const;
  expect(compiled({ ...given, integrationUri })).toEqual({
    type: 'LAMBDA_PROXY',
    integrationId: 'int0001',
    region: 'us-east-1',
    functionArn: { parts: [{ kind: 'text', text: functionArn }] },
    payloadFormatVersion: '2.0',
    credentials: { parts: [{ kind: 'text', text: role }] },
    requestParameters: [],
    timeoutMs: 30_000,
  });
});

test('mapped parameters: what overwrites goes before what appends to the same, by place and name', () => {
  const integration = compiled({
    requestParameters: {
      'append:header.B': '$context.requestId',
      'overwrite:header.b': '1',
      'remove:querystring.q': "''",
      'overwrite:path': '/v2/${request.path.id}',
    },
    responseParameters: { '404': { 'overwrite:statuscode': '200' } },
  });
  expect(integration).toMatchObject({
    requestParameters: [
      { action: 'overwrite', place: 'header', name: 'b', value: { parts: [{ kind: 'text', text: '1' }] } },
      { action: 'append', place: 'header', name: 'B', value: { parts: [{ kind: 'context' }] } },
      {
        action: 'overwrite',
        place: 'path',
        value: {
          parts: [
            { kind: 'text', text: '/v2/' },
            { kind: 'pathParameter', name: 'id' },
          ],
        },
      },
      { action: 'remove', place: 'querystring', name: 'q' },
    ],
    responseParameters: { '404': [{ action: 'overwrite', place: 'statuscode' }] },
  });
});

test.each<[string, Partial<HttpIntegration>, RegExp]>([
  ['another protocol', { integrationUri: 'ftp://x' }, /Invalid HTTP endpoint/],
  ['a protocol from a stage variable', { integrationUri: '${stageVariables.url}' }, /Invalid HTTP endpoint/],
  ['a stray brace', { integrationUri: 'http://x/{' }, /Not a placeholder/],
  ['a name to verify of a public backend', { tlsConfig: { serverNameToVerify: 'x' } }, /VPC link alone/],
  ['a timeout beyond 30 s', { timeoutInMillis: 30_001 }, /timeout of 30001/],
  ['a type of WebSocket APIs', { integrationType: 'MOCK' }, /^integration-type-not-served/],
  ['no function', { integrationType: 'AWS_PROXY', integrationUri: 'arn:aws:s3:::x' }, /names no function/],
  [
    'an unknown payload format',
    { integrationType: 'AWS_PROXY', integrationUri: functionArn, payloadFormatVersion: '3.0' },
    /no payload format 3.0/,
  ],
  [
    'the caller’s own credentials',
    { integrationType: 'AWS_PROXY', integrationUri: functionArn, credentialsArn: 'arn:aws:iam::*:user/*' },
    /^caller-credentials-not-served/,
  ],
  ['a reserved header', { requestParameters: { 'append:header.Via': 'x' } }, /Via may not be mapped/],
  ['a reserved family', { responseParameters: { '200': { 'remove:header.x-amzn-a': '' } } }, /may not be/],
  ['a key of REST', { requestParameters: { 'integration.request.header.a': 'x' } }, /^bad-parameter-mapping/],
  ['a header that is none', { requestParameters: { 'append:header.a b': 'x' } }, /^bad-parameter-mapping/],
  ['a query of a response', { responseParameters: { '200': { 'append:querystring.a': '' } } }, /response/],
  ['a status of none', { responseParameters: { '2xx': {} } }, /no status code 2xx/],
  [
    'a value that is none',
    { requestParameters: { 'append:header.a': '$request.cookie.a' } },
    /Invalid mapping/,
  ],
  [
    'a response that reads the request',
    { responseParameters: { '200': { 'append:header.a': '$request.header.b' } } },
    /Invalid mapping/,
  ],
  [
    'a subtype that is not known',
    { integrationType: 'AWS_PROXY', integrationSubtype: 'SNS-Publish' },
    /^integration-type-not-served: .*SNS-Publish/,
  ],
  [
    'a subtype without what it requires',
    { integrationType: 'AWS_PROXY', integrationSubtype: 'SQS-PurgeQueue', credentialsArn: role },
    /no parameter QueueUrl/,
  ],
  [
    'a subtype with what it does not know',
    {
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-PurgeQueue',
      credentialsArn: role,
      requestParameters: { QueueUrl: 'q', constructor: 'x' },
    },
    /knows no parameter constructor/,
  ],
  [
    'a subtype without a role',
    {
      integrationType: 'AWS_PROXY',
      integrationSubtype: 'SQS-PurgeQueue',
      requestParameters: { QueueUrl: 'q' },
    },
    /no role/,
  ],
])('%s is refused', (_, change, complaint) => {
  expect(aboutIntegration(change)[0]).toMatch(complaint);
  expect(() => compiled(change)).toThrow();
});

test('what may be defined of services is what gateways are told of', () => {
  expect(serviceSubtypes).toEqual(definable);
});
