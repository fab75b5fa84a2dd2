import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  startControlPlane,
  type TestControlPlane,
} from '../../apps/control-plane/src/testing/start-control-plane.js';
import { consoleOperations, openConsoleWire, type ConsoleWire } from '../support/console-wire.js';

// The console's own calls, from outside a browser, to a real control plane; and its lines, run by aws-cli.
const run = promisify(execFile);
let plane: TestControlPlane;
let wire: ConsoleWire;
beforeAll(async () => {
  plane = await startControlPlane();
  wire = await openConsoleWire(plane.url);
});
beforeEach(() => wire.signAs(plane.credentials));
afterAll(() => plane?.close());

const operation = async (file: string, name: string) => (await consoleOperations(file))[name]!;
const v1 = (name: string) => operation('generated/apigateway', name);

/** What a shell makes of a line, with the keys and nothing else. */
const inShell = async (line: string): Promise<string> => {
  const { stdout } = await run('sh', ['-c', line], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: plane.dataDir,
      AWS_ACCESS_KEY_ID: plane.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: plane.credentials.secretAccessKey,
      AWS_MAX_ATTEMPTS: '1',
    },
  });
  return stdout;
};

test.each([
  ['generated/apigateway', 'GetRestApis', {}],
  ['generated/apigatewayv2', 'GetApis', {}],
  ['generated/acm', 'ListCertificates', {}],
  ['generated/cloudtrail', 'LookupEvents', {}],
  ['generated/cloudwatch', 'ListMetrics', {}],
  ['generated/iam', 'ListUsers', {}],
  ['generated/logs', 'DescribeLogGroups', {}],
  ['generated/sts', 'GetCallerIdentity', {}],
  ['tollgate/jobs', 'ListJobs', {}],
  ['tollgate/captures', 'ListCaptures', { limit: 10 }],
  ['tollgate/denied-identities', 'ListDeniedIdentities', {}],
  ['tollgate/gateways', 'ListLeases', {}],
  ['tollgate/gateways', 'ListObservations', {}],
  ['tollgate/usage', 'ReadUsageInvariant', {}],
  ['tollgate/usage', 'ExportUsage', { month: '2026-11', format: 'csv' }],
  ['tollgate/locate', 'Locate', { host: 'api.example.com', path: '/a%20b', header: ['x-a: b c', 'x-d: e'] }],
  ['tollgate/audit', 'ReadAuditHead', {}],
  ['tollgate/audit', 'ExportAudit', { from: '2026-11-30T00:00:00Z' }],
])('%s %s is answered', async (file, name, input) => {
  // There is an event of it when the audit is asked for.
  if (file === 'tollgate/audit') await wire.callWire(await v1('CreateRestApi'), { name: 'for the audit' });
  expect(await wire.callWire(await operation(file, name), input)).toEqual(expect.any(Object));
});

const hostile = `<b>"it's" & $HOME \`id\` \\ ünï🦀 + %41 *.{}`;

test('hostile names come back as they went, by path, query and body', async () => {
  const made = (await wire.callWire(await v1('CreateApiKey'), {
    name: hostile,
    tags: { 'ä b+/=': '=+' },
  })) as { id: string };
  expect(made).toMatchObject({ name: hostile });
  expect(await wire.callWire(await v1('GetApiKeys'), { nameQuery: hostile })).toMatchObject({
    items: [{ id: made.id }],
  });
  const resourceArn = `arn:aws:apigateway:us-east-1::/apikeys/${made.id}`;
  await wire.callWire(await v1('TagResource'), { resourceArn, tags: { 'a b': 'c/d', 'e+f': '' } });
  await wire.callWire(await v1('UntagResource'), { resourceArn, tagKeys: ['a b', 'e+f'] });
  expect(await wire.callWire(await v1('GetTags'), { resourceArn })).not.toHaveProperty('tags.a b');
});

test('pages follow one another until there is none', async () => {
  for (const name of ['p1', 'p2', 'p3']) await wire.callWire(await v1('CreateRestApi'), { name });
  const iam = await consoleOperations('generated/iam');
  for (const UserName of ['u1', 'u2', 'u3']) await wire.callWire(iam['CreateUser']!, { UserName });
  const count = async (pages: AsyncIterable<unknown>, list: string) => {
    const counts: number[] = [];
    for await (const page of pages)
      counts.push((page as Readonly<Record<string, readonly unknown[]>>)[list]!.length);
    return counts;
  };
  expect((await count(wire.allPages(await v1('GetRestApis'), { limit: 2 }), 'items')).length).toBeGreaterThan(
    1,
  );
  expect(await count(wire.allPages(iam['ListUsers']!, { MaxItems: 2 }), 'Users')).toEqual([2, 1]);
});

test('refusals have the words of the service', async () => {
  await expect(wire.callWire(await v1('GetRestApi'), { restApiId: 'none' })).rejects.toMatchObject({
    name: 'WireError',
    status: 404,
    code: 'NotFoundException',
    requestId: expect.any(String) as string,
  });
  const getUser = await operation('generated/iam', 'GetUser');
  await expect(wire.callWire(getUser, { UserName: 'none' })).rejects.toMatchObject({
    status: 404,
    code: 'NoSuchEntity',
  });
  for (const restApiId of ['.', '..', ''])
    await expect(wire.callWire(await v1('DeleteRestApi'), { restApiId })).rejects.toThrow(TypeError);
});

test('a key that is gone ends the session, but IAM’s refusal of a session does not', async () => {
  const sts = await consoleOperations('generated/sts');
  const { Credentials } = (await wire.callWire(sts['GetSessionToken']!, {})) as {
    Credentials: { AccessKeyId: string; SecretAccessKey: string; SessionToken: string; Expiration: Date };
  };
  expect(Credentials.Expiration).toBeInstanceOf(Date);
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = Credentials;
  await wire.signAs({ accessKeyId, secretAccessKey, sessionToken: Credentials.SessionToken });
  const before = wire.endings();
  await wire.callWire(await v1('GetRestApis'), {});
  await expect(wire.callWire(await operation('generated/iam', 'ListUsers'), {})).rejects.toMatchObject({
    name: 'WireError',
    code: 'InvalidClientTokenId',
  });
  expect(wire.endings()).toBe(before);
  for (const [file, name] of [
    ['generated/apigateway', 'GetRestApis'],
    ['generated/logs', 'DescribeLogGroups'],
    ['generated/sts', 'GetCallerIdentity'],
  ] as const) {
    await wire.signAs({ accessKeyId: 'AKIANOBODYATALL00000', secretAccessKey: 's' });
    await expect(wire.callWire(await operation(file, name), {})).rejects.toMatchObject({
      name: 'SessionExpired',
    });
  }
  expect(wire.endings()).toBe(before + 3);
});

test('a browser whose clock is off is let in by the control plane’s', async () => {
  const real = Date.now;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => real() - 3 * 3_600_000);
  try {
    expect(await wire.callWire(await v1('GetRestApis'), {})).toHaveProperty('items');
  } finally {
    clock.mockRestore();
    // Takes the true time again.
    await wire.callWire(await v1('GetRestApis'), {});
  }
});

test('aws-cli does what a line says, whatever its words', async () => {
  const target = { endpoint: plane.url, region: 'us-east-1' };
  const lineOf = async (file: string, name: string, input: object) =>
    wire.cliLine({ operation: await operation(file, name), input }, target);
  const key = await inShell(
    await lineOf('generated/apigateway', 'CreateApiKey', {
      name: hostile,
      description: '-d',
      enabled: false,
      tags: { 'a b': 'a=b c' },
    }),
  );
  expect(JSON.parse(key)).toMatchObject({
    name: hostile,
    description: '-d',
    enabled: false,
    tags: { 'a b': 'a=b c' },
  });
  const { id } = JSON.parse(key) as { id: string };
  const patchOperations = [
    { op: 'replace', path: '/description', value: `${hostile}\nfile://x, y=z` },
    { op: 'replace', path: '/enabled', value: 'true' },
  ];
  await inShell(await lineOf('generated/apigateway', 'UpdateApiKey', { apiKey: id, patchOperations }));
  expect(await wire.callWire(await v1('GetApiKey'), { apiKey: id })).toMatchObject({
    description: `${hostile}\nfile://x, y=z`,
    enabled: true,
  });
  const api = await inShell(
    await lineOf('generated/apigatewayv2', 'CreateApi', {
      name: 'w',
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: '$request.body.action',
    }),
  );
  expect(JSON.parse(api)).toMatchObject({ Name: 'w', RouteSelectionExpression: '$request.body.action' });
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  });
  await inShell(await lineOf('generated/iam', 'CreatePolicy', { PolicyName: 'p', PolicyDocument: policy }));
  await inShell(
    await lineOf('generated/logs', 'CreateLogGroup', { logGroupName: '/a/b', tags: { a: 'b c' } }),
  );
  // A value that aws-cli would take for the name of a file, or a page.
  const page = `${plane.url}/none`;
  const named = await inShell(
    await lineOf('generated/apigateway', 'CreateApiKey', { name: 'file:///etc/hostname', description: page }),
  );
  expect(JSON.parse(named)).toMatchObject({ name: 'file:///etc/hostname', description: page });
  const { ApiId: apiId } = JSON.parse(api) as { ApiId: string };
  const integrated = await inShell(
    await lineOf('generated/apigatewayv2', 'CreateIntegration', {
      apiId,
      integrationType: 'HTTP_PROXY',
      integrationMethod: 'POST',
      integrationUri: page,
    }),
  );
  expect(JSON.parse(integrated)).toMatchObject({ IntegrationUri: page });
  const { id: restApiId } = (await wire.callWire(await v1('CreateRestApi'), { name: 'i' })) as { id: string };
  const { items } = (await wire.callWire(await v1('GetResources'), { restApiId })) as {
    items: { id: string }[];
  };
  const at = { restApiId, resourceId: items[0]!.id, httpMethod: 'GET' };
  await wire.callWire(await v1('PutMethod'), { ...at, authorizationType: 'NONE', apiKeyRequired: true });
  const put = { ...at, type: 'HTTP', integrationHttpMethod: 'GET', uri: page };
  expect(
    JSON.parse(await inShell(await lineOf('generated/apigateway', 'PutIntegration', put))),
  ).toMatchObject({ uri: page });
});

test('curl does what a line of a call of Tollgate’s own says', async () => {
  const line = wire.cliLine(
    { operation: await operation('tollgate/locate', 'Locate'), input: { host: "a'b", path: '/x y' } },
    { endpoint: plane.url, region: 'us-east-1' },
  );
  expect(JSON.parse(await inShell(line))).toHaveProperty('message');
  const good = wire.cliLine(
    {
      operation: await operation('tollgate/denied-identities', 'DenyIdentity'),
      input: { type: 'sub', value: hostile, until: new Date(Date.now() + 3_600_000).toISOString() },
    },
    { endpoint: plane.url, region: 'us-east-1' },
  );
  expect(JSON.parse(await inShell(good))).toMatchObject({ type: 'sub', value: hostile });
});
