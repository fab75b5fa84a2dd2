import { checkConsistency } from './check-consistency.js';
import { formatVersionOf } from './format-version.js';
import type { ContentHandling, Snapshot } from './snapshot.js';

const response = { statusCode: '200', selectionPattern: null, headers: [], templates: null } as const;

function routes(ofRequest?: ContentHandling, ofAnswer?: ContentHandling): Snapshot['routes'] {
  const integration = {
    type: 'MOCK',
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    responses: [{ ...response, ...(ofAnswer && { contentHandling: ofAnswer }) }],
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

function linkedRoutes(): Snapshot['routes'] {
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

function roleRoutes(): Snapshot['routes'] {
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

test.each([
  ['a role to call as', roleRoutes(), 4],
  ['a VPC link', linkedRoutes(), 3],
  ['nothing new', routes(), 1],
  ['contentHandling of a request', routes('CONVERT_TO_TEXT'), 2],
  ['contentHandling of an answer', routes(undefined, 'CONVERT_TO_BINARY'), 2],
] as const)('%s needs the version that has it, and this release reads it', (_, table, version) => {
  expect(formatVersionOf(table)).toBe(version);
  const snapshot: Snapshot = {
    formatVersion: version,
    accountId: '000000000000',
    region: 'us-east-1',
    restApiId: 'a1b2c3d4e5',
    apiKeySource: 'HEADER',
    disableExecuteApiEndpoint: false,
    binaryMediaTypes: [],
    minimumCompressionSize: null,
    gatewayResponses: {},
    routes: table,
  };
  expect(checkConsistency(snapshot)).toEqual([]);
});
