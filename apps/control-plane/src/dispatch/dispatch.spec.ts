import { ACMClient, GetAccountConfigurationCommand } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client, ListPortalsCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudTrailClient, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, ListDashboardsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeQueriesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateGroupCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const settings = (secretAccessKey = plane.credentials.secretAccessKey) => ({
  endpoint: plane.url,
  region: 'us-east-1',
  maxAttempts: 1,
  credentials: { ...plane.credentials, secretAccessKey },
});

/** A call that no service here serves, by each SDK client; and how it is refused. */
const unserved = {
  iam: (secret?: string) => new IAMClient(settings(secret)).send(new CreateGroupCommand({ GroupName: 'g' })),
  sts: (secret?: string) =>
    new STSClient(settings(secret)).send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: 'arn:aws:iam::000000000000:role/r',
        RoleSessionName: 'session',
        WebIdentityToken: 'token',
      }),
    ),
  acm: (secret?: string) => new ACMClient(settings(secret)).send(new GetAccountConfigurationCommand({})),
  logs: (secret?: string) => new CloudWatchLogsClient(settings(secret)).send(new DescribeQueriesCommand({})),
  cloudtrail: (secret?: string) => new CloudTrailClient(settings(secret)).send(new DescribeTrailsCommand({})),
  monitoring: (secret?: string) => new CloudWatchClient(settings(secret)).send(new ListDashboardsCommand({})),
};

test.each([
  ['iam', '400 InvalidAction: Could not find operation CreateGroup for version 2010-05-08'],
  [
    'sts',
    // The SDK does not sign this one.
    '403 MissingAuthenticationToken: Missing Authentication Token',
  ],
  ['acm', '400 UnknownOperationException: The operation GetAccountConfiguration is not served.'],
  ['logs', '400 UnknownOperationException: The operation DescribeQueries is not served.'],
  ['cloudtrail', '400 UnknownOperationException: The operation DescribeTrails is not served.'],
  ['monitoring', '400 UnknownOperationException: The operation ListDashboards is not served.'],
] as const)('the SDK reads why an operation of %s is not served', async (service, refusal) => {
  expect(await refusalOf(unserved[service]())).toBe(refusal);
});

test.each([
  ['iam', '403 SignatureDoesNotMatch'],
  ['acm', '400 InvalidSignatureException'],
  ['logs', '400 InvalidSignatureException'],
  ['cloudtrail', '400 InvalidSignatureException'],
  // By the code that its clients had from the query protocol.
  ['monitoring', '400 SignatureDoesNotMatch'],
] as const)('the SDK reads why a call of %s with a wrong secret is refused', async (service, refusal) => {
  expect(await refusalOf(unserved[service]('wrong'))).toMatch(
    new RegExp(`^${refusal}: The request signature`),
  );
});

test('the SDK reads why portals of API Gateway v2 are not served', async () => {
  const client = new ApiGatewayV2Client(settings());
  expect(await refusalOf(client.send(new ListPortalsCommand({})))).toBe(
    '400 BadRequestException: Portals and portal products are not served.',
  );
});

test('an operation that is served is reached by POST and by GET', async () => {
  const account = { Account: plane.accountId };
  expect(await new STSClient(settings()).send(new GetCallerIdentityCommand({}))).toMatchObject(account);
  const got = await plane.signedFetch('/?Action=GetCallerIdentity&Version=2011-06-15', { service: 'sts' });
  expect([got.status, got.headers.get('content-type')]).toEqual([200, 'text/xml']);
  expect(await got.text()).toContain(`<Account>${plane.accountId}</Account>`);
});

test('an action is for the service that the call is signed for', async () => {
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const asIam = await plane.signedFetch('/', { method: 'POST', body, service: 'iam' });
  expect([asIam.status, await asIam.text()]).toEqual([400, expect.stringContaining('InvalidAction')]);
});

const bodyOf = async (response: Response) => [
  response.status,
  response.headers.get('content-type'),
  await response.text(),
];

test('an unsigned call is refused in the form that its client can read', async () => {
  const post = (path: string, headers: Record<string, string>, body = '') =>
    fetch(plane.url + path, { method: 'POST', headers, body }).then(bodyOf);
  expect(await post('/', {}, 'Action=ListUsers&Version=2010-05-08')).toEqual([
    403,
    'text/xml',
    expect.stringMatching(/iam\.amazonaws[^]+<Code>MissingAuthenticationToken</),
  ]);
  expect(await post('/', { 'x-amz-target': 'Logs_20140328.PutLogEvents' }, '{}')).toEqual([
    400,
    'application/x-amz-json-1.1',
    '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}',
  ]);
  expect(await post('/', { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' }, '{}')).toEqual([
    400,
    'application/x-amz-json-1.0',
    expect.stringContaining('MissingAuthenticationTokenException'),
  ]);
  const cbor = '/service/GraniteServiceVersion20100801/operation/ListMetrics';
  expect(await post(cbor, {})).toEqual([
    400,
    'application/cbor',
    expect.stringContaining('MissingAuthenticationTokenException'),
  ]);
  expect((await fetch(plane.url).then(bodyOf)).slice(0, 2)).toEqual([403, 'application/json']);
});

test('what CloudWatch does not serve it refuses in the way that it was asked', async () => {
  const call = (path: string, headers: Record<string, string>, body: string) =>
    plane.signedFetch(path, { method: 'POST', service: 'monitoring', headers, body }).then(bodyOf);
  expect(await call('/', {}, 'Action=ListDashboards&Version=2010-08-01')).toEqual([
    400,
    'text/xml',
    expect.stringMatching(/monitoring[^]+<Code>InvalidAction<[^]+ListDashboards/),
  ]);
  expect(await call('/', { 'x-amz-target': 'GraniteServiceVersion20100801.ListDashboards' }, '{}')).toEqual([
    400,
    'application/x-amz-json-1.0',
    expect.stringContaining('"__type":"UnknownOperationException"'),
  ]);
  const cbor = '/service/GraniteServiceVersion20100801/operation/ListDashboards';
  expect(await call(cbor, { 'smithy-protocol': 'rpc-v2-cbor' }, '')).toEqual([
    400,
    'application/cbor',
    expect.stringContaining('UnknownOperationException'),
  ]);
});

test('an operation of CloudWatch is one, in whichever protocol it is called', async () => {
  const call = (path: string, headers: Record<string, string>, body: string | Uint8Array) =>
    plane.signedFetch(path, { method: 'POST', service: 'monitoring', headers, body }).then(bodyOf);
  expect(await call('/', {}, 'Action=ListMetrics&Version=2010-08-01')).toEqual([
    200,
    'text/xml',
    expect.stringMatching(/^<ListMetricsResponse[^]+<Metrics\/>/),
  ]);
  expect(await call('/', { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' }, '{}')).toEqual([
    200,
    'application/x-amz-json-1.0',
    expect.stringContaining('"Metrics":[]'),
  ]);
  // The body is an empty map.
  const cbor = '/service/GraniteServiceVersion20100801/operation/ListMetrics';
  expect(await call(cbor, { 'smithy-protocol': 'rpc-v2-cbor' }, Uint8Array.of(0xa0))).toEqual([
    200,
    'application/cbor',
    expect.stringContaining('Metrics'),
  ]);
  expect(await new CloudWatchClient(settings()).send(new ListMetricsCommand({}))).toMatchObject({
    Metrics: [],
  });
  // What is wrong with an input is told in each of them too.
  expect(
    await call('/', { 'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics' }, '{"Namespace":""}'),
  ).toEqual([400, 'application/x-amz-json-1.0', expect.stringContaining('"__type":"ValidationException"')]);
  expect(await call('/', {}, 'Action=ListMetrics&Version=2010-08-01&Namespace=')).toEqual([
    400,
    'text/xml',
    expect.stringContaining('<Code>ValidationError<'),
  ]);
  expect(await call(cbor, {}, Uint8Array.of(0xff))).toEqual([
    400,
    'application/cbor',
    expect.stringContaining('SerializationException'),
  ]);
});

test('a call for a service that nobody knows is refused clearly', async () => {
  const response = await plane.signedFetch('/', { method: 'POST', service: 's3' });
  expect([response.status, await response.json()]).toEqual([
    403,
    {
      message:
        "Credential should be scoped to correct service: 'iam', 'sts', 'acm', 'logs', 'cloudtrail', 'monitoring'.",
    },
  ]);
});

test('a path of API Gateway that is signed for another service is refused in the form of that one', async () => {
  expect(await plane.signedFetch('/restapis', { service: 'iam' }).then(bodyOf)).toEqual([
    403,
    'text/xml',
    expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
  ]);
});

test('a large body of nobody is refused unread, in the form of the service that it is for', async () => {
  const response = await plane.signedFetch('/', {
    method: 'POST',
    service: 'iam',
    body: `Action=CreateUser&Version=2010-05-08&UserName=${'a'.repeat(100_000)}`,
    credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' },
  });
  expect([response.status, await response.text()]).toEqual([
    403,
    expect.stringContaining('<Code>InvalidClientTokenId</Code>'),
  ]);
});
