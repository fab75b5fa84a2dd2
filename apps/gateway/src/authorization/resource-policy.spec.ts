import { startStepCounter } from '#libs/testing';
import { silentLogger, type LogFields, type Logger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { request as httpsRequest } from 'node:https';
import type { Routed } from '../invocation/invocation.js';
import { apiId, mockMethod, snapshot, stageOf } from '../testing/documents.js';
import { invokeArn, resourcePolicy, sides } from '../testing/resource-policies.js';
import { call, startTestGateway, startTestSystem, type TestSystem } from '../testing/test-gateway.js';

// Before what it counts is loaded: it counts what is compiled from here on.
const counter = startStepCounter();
const { beforeAuthorization, readResourcePolicy } = await import('./resource-policy.js');

const lines: LogFields[] = [];
const note = (message: string, fields: LogFields = {}) =>
  void (message === 'a request was refused' && lines.push(fields));
const log: Logger = { ...silentLogger, info: note, debug: note, child: () => log };
let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem({
    log,
    trustedProxies: [{ address: '127.0.0.0', bits: 8, family: 'ipv4' }],
  });
});
afterAll(async () => {
  await system.stop();
  counter.stop();
});

const api = (policy: string) =>
  snapshot(
    {
      '/': { ANY: mockMethod('in') },
      '/pets/{id}': { GET: mockMethod('in') },
      '/files/{path+}': { ANY: mockMethod('in') },
    },
    { resourcePolicy: policy },
  );
const deploy = (policy: string) => system.deploy(api(policy));
const status = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  (await system.call(`/dev${path}`, { headers, method })).status;

test('a statement lets in by the address that trusted proxies name, never by what a caller writes before it', async () => {
  await deploy(
    resourcePolicy({ Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } } }),
  );
  const from = (forwarded: string) => status('/', { 'X-Forwarded-For': forwarded });
  expect(await from('203.0.113.9')).toBe(200);
  expect(await from('2001:db8::9')).toBe(200);
  expect(await from('198.51.100.7')).toBe(403);
  expect(await from('203.0.113.9, 198.51.100.7')).toBe(403);
  expect(await from('198.51.100.7, 203.0.113.9, 127.0.0.9')).toBe(200);
  expect(await status('/')).toBe(403);
});

test('allow all, deny a range', async () => {
  const condition = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
  await deploy(resourcePolicy({}, { Effect: 'Deny', Condition: condition }));
  expect(await status('/', { 'X-Forwarded-For': '203.0.113.9' })).toBe(403);
  expect(await status('/', { 'X-Forwarded-For': '198.51.100.7' })).toBe(200);
});

test.each([
  [
    'aws:UserAgent',
    { StringLike: { 'aws:UserAgent': 'curl/*' } },
    { 'User-Agent': 'curl/8' },
    { 'User-Agent': 'x' },
  ],
  [
    'aws:Referer',
    { StringEquals: { 'aws:Referer': 'https://a.example/' } },
    { Referer: 'https://a.example/' },
    {},
  ],
  ['the end of a time', { DateLessThan: { 'aws:CurrentTime': '2999-01-01T00:00:00Z' } }, {}, null],
  ['aws:EpochTime', { NumericGreaterThan: { 'aws:EpochTime': '1700000000' } }, {}, null],
  ['no VPC endpoint', { Null: { 'aws:SourceVpce': 'true', 'aws:SourceVpc': 'true' } }, {}, null],
  ['no source ARN', { Null: { 'aws:SourceArn': 'true', 'aws:VpcSourceIp': 'true' } }, {}, null],
  ['nobody’s keys', { Null: { 'aws:PrincipalArn': 'true', 'aws:userid': 'true' } }, {}, null],
] as const)('condition keys of the request: %s', async (_, condition, good, bad) => {
  await deploy(resourcePolicy({ Condition: condition }));
  expect(await status('/', good)).toBe(200);
  if (bad !== null) expect(await status('/', bad)).toBe(403);
});

test('aws:SecureTransport tells TLS from none', async () => {
  await deploy(
    resourcePolicy({}, { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
  expect(await status('/')).toBe(403);
  const overTls = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { host: `${apiId}.execute-api.localhost` };
    const options = { port: system.gateway.httpsPort, path: '/dev/', headers, rejectUnauthorized: false };
    httpsRequest(options, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(overTls).toBe(200);
});

test('somebody who has not signed is nobody whom a policy can name', async () => {
  await deploy(
    resourcePolicy({ Principal: { AWS: ['000000000000', 'arn:aws:iam::000000000000:user/ada'] } }),
  );
  expect(await status('/')).toBe(403);
});

test('methods and paths: of the request, in whatever spelling they come', async () => {
  await deploy(
    resourcePolicy(
      {},
      {
        Effect: 'Deny',
        Resource: [invokeArn('GET/pets/secret'), invokeArn('*/files/a/*'), invokeArn('GET/files/c/d')],
      },
    ),
  );
  for (const path of [
    '/pets/secret',
    '//pets/secret',
    '/pets/%73ecret',
    '/p%65ts/secret',
    '/files/a/b',
    '/files/%61/b',
    '/files/c//d',
    '/files//c/d//',
  ]) {
    expect([path, await status(path)]).toEqual([path, 403]);
  }
  expect(await status('/pets/1')).toBe(200);
  expect(await status('/files/b', {}, 'DELETE')).toBe(200);
  expect(await status('/files/a/b', {}, 'DELETE')).toBe(403);
});

test('the method that X-HTTP-Method-Override names is the one that is asked for', async () => {
  await deploy(resourcePolicy({ Resource: invokeArn('GET/') }));
  expect(await status('/', { 'X-HTTP-Method-Override': 'DELETE' })).toBe(403);
  expect(await status('/', { 'X-HTTP-Method-Override': 'GET' }, 'POST')).toBe(200);
});

test('the log names the statement that denied, and no path', async () => {
  await deploy(resourcePolicy({}, { Effect: 'Deny', Sid: 'Nobody', Resource: invokeArn('GET/pets/*') }));
  lines.length = 0;
  const response = await system.call('/dev/pets/1');
  const isIt = (fields: LogFields) => fields['requestId'] === response.headers['x-amzn-requestid'];
  await waitFor(() => lines.some(isIt), { describe: 'the refusal is logged' });
  expect(lines.find(isIt)).toMatchObject({
    code: 'policy.denied',
    detail: 'statement 2 (Nobody) of the resource policy denies it',
  });
});

test('at no moment of deployments and roll-backs, nor after a restart from disk, does a denied method answer', async () => {
  await deploy(sides.deny);
  let calling = true;
  const seen = new Map<number, number>();
  const caller = (async () => {
    while (calling) {
      const code = await status('/');
      seen.set(code, (seen.get(code) ?? 0) + 1);
    }
  })();
  const first = api(sides.silent);
  const digests = [await system.deploy(first), await system.deploy(api(resourcePolicy({ Effect: 'Deny' })))];
  // Back to what is there already, and once more.
  for (const document of [first, api(sides.deny), first]) digests.push(await system.deploy(document));
  expect(digests[2]).toBe(digests[0]);
  calling = false;
  await caller;
  expect([...seen.keys()]).toEqual([403]);

  const { controlPlane, dataDir } = system;
  await system.gateway.stop(1000);
  const again = await startTestGateway({
    controlPlaneUrl: controlPlane.url,
    token: controlPlane.token,
    dataDir,
  });
  try {
    expect((await call(again.httpPort, '/dev/')).status).toBe(403);
  } finally {
    await again.stop(1000);
  }
  await system.stop();
  system = await startTestSystem({ log });
});

test.each(['{', '{}', 'not a policy', 7])(
  'a policy that cannot be read (%s) is refused, and what served before goes on',
  async (policy) => {
    await deploy(sides.deny);
    const digest = system.controlPlane.publishSnapshot(api(policy as string));
    const body = stageOf(digest);
    await system.acknowledged(system.controlPlane.publish('stage', `${apiId}/dev`, body));
    expect(JSON.stringify(system.gateway.state())).toMatch(/resource policy (cannot be read|is no text)/);
    expect((await system.call('/dev/')).json()).toMatchObject({
      message: expect.stringContaining('with an explicit deny') as string,
    });
  },
);

describe('hostile policies and paths', () => {
  /** Compared with many a's again and again, to be found not to match in the end. */
  const patterns = [`*${'a*'.repeat(60)}b*`, `*${'a'.repeat(120)}b*`];
  /** As long as a policy may be. */
  const worst = (): string => {
    const resources: string[] = [];
    const of = () => resourcePolicy({}, { Effect: 'Deny', Resource: resources });
    while (of().length < 8192 - 200) {
      resources.push(invokeArn(`GET/files/${patterns[resources.length % 2]!}`));
    }
    return of();
  };
  const path = `/files/${'a'.repeat(9000)}`;

  test('they get a response, and so do others meanwhile', async () => {
    await deploy(worst());
    const hostile = Array.from({ length: 20 }, () => status(path));
    const others = Array.from({ length: 20 }, () => status('/pets/1'));
    expect(new Set(await Promise.all(others))).toEqual(new Set([200]));
    // Too much to compare is a deny.
    expect(new Set(await Promise.all(hostile))).toEqual(new Set([403]));
  });

  test('deciding takes a bounded number of steps', () => {
    const read = readResourcePolicy(worst());
    if (!read.ok) throw new Error(read.reason);
    const decide = beforeAuthorization('NONE', read.resourcePolicy)!;
    const invocation = {
      request: {
        httpMethod: 'GET',
        caller: { ip: '203.0.113.9', isTls: false, vpcEndpoint: null },
        rawHeaders: [],
      },
      address: { stageName: 'dev', path },
      stage: { document: { accountId: '000000000000', region: 'us-east-1', restApiId: apiId } },
      method: { resourcePath: '/files/{path+}' },
      pathParameters: { path: 'a'.repeat(9000) },
      record: { receivedAtMs: 0 },
      event: null,
    } as unknown as Routed;
    expect(decide(invocation)).toMatchObject({ code: 'policy.denied' });
    expect(counter.count(() => void decide(invocation))).toBeLessThan(8_000_000);
  });
});
