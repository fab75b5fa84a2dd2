import { unreadableTemplate, type Template } from '#libs/mapping-templates';
import { checkConsistency } from '../check-consistency.js';
import { sealSnapshot } from '../documents/seal-document.js';
import { requirementsOf } from './requirements.js';
import type { SnapshotAuthorizer } from './snapshot-authorizer.js';
import type { ContentHandling, HttpIntegration, RestSnapshot } from './snapshot.js';

const response = { statusCode: '200', selectionPattern: null, headers: [], templates: null } as const;

function routes(ofRequest?: ContentHandling, ofResponse?: ContentHandling): RestSnapshot['routes'] {
  const integration = {
    type: 'MOCK',
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    responses: [{ ...response, ...(ofResponse && { contentHandling: ofResponse }) }],
    ...(ofRequest && { contentHandling: ofRequest }),
  } as const;
  const authorization = { type: 'NONE' } as const;
  return [
    {
      resourceId: 'r',
      path: '/',
      methods: { GET: { apiKeyRequired: false, authorization, methodResponses: {}, integration } },
    },
  ];
}

function linkedRoutes(): RestSnapshot['routes'] {
  const [route] = routes();
  const integration = {
    type: 'HTTP_PROXY',
    httpMethod: 'GET',
    uri: { parts: [] },
    parameters: [],
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutMs: 1000,
    insecureSkipVerification: false,
    vpcLinkId: { parts: [{ kind: 'text', text: 'link01' }] },
    responses: [],
  } as const;
  return [{ ...route!, methods: { GET: { ...route!.methods['GET']!, integration } } }];
}

function changed(change: Partial<HttpIntegration>): RestSnapshot['routes'] {
  const [route] = linkedRoutes();
  const { integration, ...method } = route!.methods['GET']!;
  const streamed = { ...(integration as HttpIntegration), ...change };
  return [{ ...route!, methods: { GET: { ...method, integration: streamed } } }];
}

const userPools: SnapshotAuthorizer = {
  type: 'COGNITO_USER_POOLS',
  id: 'a1',
  identitySources: [],
  identityPattern: null,
  userPools: [],
  resultTtlSeconds: 300,
};

function guardedRoutes(): RestSnapshot['routes'] {
  const [route] = routes();
  const authorization = { type: 'COGNITO_USER_POOLS', authorizerId: 'a1', scopes: [] } as const;
  return [{ ...route!, methods: { GET: { ...route!.methods['GET']!, authorization } } }];
}

test('a resource policy is required by name: who does not know of it would serve the API without', () => {
  const api = { routes: routes(), apiKeySource: 'HEADER', resourcePolicy: '{}' } as const;
  expect(requirementsOf(api)).toEqual(['resource-policies']);
});

test.each([
  [{ type: 'PRIVATE' }, ['private-apis']],
  [{ type: 'REGIONAL', isStrict: true }, ['strict-endpoints']],
  [{ type: 'PRIVATE', isStrict: true }, ['private-apis', 'strict-endpoints']],
  [{ type: 'EDGE' }, []],
] as const)('an endpoint that keeps callers out is required by name: %j', (endpoint, required) => {
  expect(requirementsOf({ routes: routes(), apiKeySource: 'HEADER', endpoint })).toEqual(required);
});

test('keys of authorizers are required by name', () => {
  const api = { routes: routes(), apiKeySource: 'AUTHORIZER' } as const;
  expect(requirementsOf(api)).toEqual(['authorizer-api-keys']);
});

function roleRoutes(): RestSnapshot['routes'] {
  const [route] = routes();
  const integration = {
    type: 'LAMBDA_PROXY',
    region: 'us-east-1',
    functionArn: { parts: [] },
    httpMethod: 'POST',
    parameters: [],
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    credentials: { parts: [{ kind: 'text', text: 'arn:aws:iam::000000000000:role/r' }] },
    timeoutMs: 1000,
    responses: [],
  } as const;
  return [{ ...route!, methods: { GET: { ...route!.methods['GET']!, integration } } }];
}

function unreadable(
  response: Partial<RestSnapshot['routes'][number]['methods'][string]['integration']['responses'][number]>,
  template: Template = { nodes: [] },
): RestSnapshot['routes'] {
  const [route] = routes();
  const { integration, ...method } = route!.methods['GET']!;
  const changed = {
    ...integration,
    requestTemplates: { 'application/json': template },
    responses: [{ ...integration.responses[0]!, ...response }],
  };
  return [{ ...route!, methods: { GET: { ...method, integration: changed } } }];
}
const unreadableSource = { kind: 'unreadable', message: 'm' } as const;

test.each([
  [
    'a request template that cannot be read',
    unreadable({}, unreadableTemplate('m')),
    ['unreadable-parts'],
    1000,
  ],
  [
    'a response template that cannot be read',
    unreadable({ templates: { 'a/b': unreadableTemplate('m'), 'c/d': null } }),
    ['unreadable-parts'],
    1000,
  ],
  ['a pattern that cannot be read', unreadable({ selectionPattern: '(' }), ['unreadable-parts'], 1000],
  ['a pattern of Java', unreadable({ selectionPattern: '(?<=a)b' }), [], 1],
  [
    'a mapping that cannot be read',
    unreadable({ headers: [{ name: 'X', from: unreadableSource }] }),
    ['unreadable-parts'],
    1000,
  ],
  ['a role to call as', roleRoutes(), ['integration-credentials'], 4],
  ['a VPC link', linkedRoutes(), ['vpc-links'], 3],
  ['both', [...linkedRoutes(), ...roleRoutes()], ['vpc-links', 'integration-credentials'], 4],
  ['an answer that streams', changed({ streamsResponse: true }), ['vpc-links', 'response-streaming'], 1000],
  [
    'a load balancer behind a link',
    changed({ integrationTarget: 'arn:aws:x' }),
    ['vpc-links', 'integration-targets'],
    1000,
  ],
  ['an authorizer', guardedRoutes(), ['authorizers'], 1000],
  ['nothing new', routes(), [], 1],
  ['contentHandling of a request', routes('CONVERT_TO_TEXT'), ['content-handling'], 2],
  ['contentHandling of a response', routes(undefined, 'CONVERT_TO_BINARY'), ['content-handling'], 2],
] as const)(
  '%s is required by name, and has the number by which gateways before names know it',
  (_, table, requires, number) => {
    expect(requirementsOf({ routes: table, apiKeySource: 'HEADER' })).toEqual(requires);
    const snapshot: RestSnapshot = {
      requires,
      accountId: '000000000000',
      region: 'us-east-1',
      restApiId: 'a1b2c3d4e5',
      apiKeySource: 'HEADER',
      disableExecuteApiEndpoint: false,
      binaryMediaTypes: [],
      minimumCompressionSize: null,
      gatewayResponses: {},
      authorizers: { a1: userPools },
      routes: table.slice(0, 1),
    };
    const written: unknown = JSON.parse(sealSnapshot(snapshot).body);
    expect(written).toMatchObject({ formatVersion: number });
    expect(checkConsistency(written)).toEqual([]);
  },
);
