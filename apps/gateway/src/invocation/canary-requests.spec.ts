import { digest } from '#libs/snapshot-format';
import { startBackend, type TestBackend } from '../testing/backend.js';
import { deployWithCanary, pinHeader, toBase, toCanary } from '../testing/canary-stage.js';
import { apiId, http, lambda, mapping, method, mockMethod, snapshot } from '../testing/documents.js';
import { functionArn } from '../testing/lambda-api.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

// What a request sees of the release that it runs on.
let system: TestSystem;
let backend: TestBackend;

const printed =
  '$context.deploymentId|$context.isCanaryRequest|$stageVariables.color|$stageVariables.added|$stageVariables.kept';
const policyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
};

/** `said` tells the snapshots apart. */
const api = (said: string) =>
  snapshot(
    {
      '/printed': { GET: mockMethod(`${said}|${printed}`) },
      '/proxy': {
        ANY: method(
          http('HTTP_PROXY', `${backend.origin}/\${stageVariables.color}`, {
            parameters: [mapping('header', 'X-Deployment', 'context.deploymentId')],
          }),
        ),
      },
      '/function': { GET: method(lambda('LAMBDA_PROXY', functionArn('${stageVariables.color}'))) },
      '/guarded': {
        GET: mockMethod('$context.authorizer.principalId', {
          authorization: { type: 'CUSTOM', authorizerId: 'guard' },
        }),
      },
      '/limited': { GET: mockMethod(said) },
      '/keyed': { GET: mockMethod(said, { apiKeyRequired: true }) },
    },
    {
      requires: ['authorizers'],
      authorizers: {
        guard: {
          type: 'TOKEN',
          id: 'guard',
          region: 'us-east-1',
          functionArn: { parts: [{ kind: 'text', text: functionArn('guard') }] },
          identitySources: [
            { location: 'header', name: 'Authorization', expression: 'method.request.header.Authorization' },
          ],
          identityPattern: null,
          resultTtlSeconds: 300,
        },
      },
      gatewayResponses: {
        MISSING_AUTHENTICATION_TOKEN: {
          statusCode: '404',
          responseParameters: {},
          responseTemplates: { 'application/json': `nothing of ${said} ` },
        },
      },
    },
  );

beforeAll(async () => {
  let calls = 0;
  backend = await startBackend((request, response, body) => {
    if (decodeURIComponent(request.url!).includes(functionArn('guard'))) {
      response.end(JSON.stringify({ principalId: `call ${++calls}`, policyDocument }));
    } else if (request.url!.startsWith('/2015-03-31/')) {
      response.end(JSON.stringify({ statusCode: 200, body }));
    } else response.end(request.url);
  });
  system = await startTestSystem({
    aws: {
      credentials: () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
      endpointUrls: { LAMBDA: backend.origin },
      endpointUrl: null,
      functionUrls: new Map(),
    },
  });
  const variables = { color: 'red', kept: 'k' };
  await deployWithCanary(
    system,
    { base: api('base'), canary: api('canary') },
    { variables: { color: 'blue', added: 'a', kept: 'k' } },
    {
      variables,
      methodThrottles: { '/limited/GET': { ratePerSecond: 0.0001, burst: 6 } },
    },
  );
  await system.deploy(api('alone'), { stageName: 'alone', variables });
});
afterAll(async () => {
  await system.stop();
  await backend.close();
});
const call = (path: string, headers: Record<string, string>) => system.call(`/dev${path}`, { headers });
const bodyOf = async (path: string, headers: Record<string, string>) => (await call(path, headers)).body;

test('templates see deployment, variables with overrides, and whether it is a canary’s', async () => {
  expect(await bodyOf('/printed', toBase)).toBe('base|dep001|false|red||k');
  expect(await bodyOf('/printed', toCanary)).toBe('canary|dep002|true|blue|a|k');
});

test('on a stage without a canary nothing says whether it is one', async () => {
  expect((await system.call('/alone/printed', { headers: toCanary })).body).toBe('alone|dep001||red||k');
});

test('backends are called at the address of the release, and see the header that chose it as any other', async () => {
  for (const [headers, path, deployment, release] of [
    [toBase, '/red', 'dep001', 'base'],
    [toCanary, '/blue', 'dep002', 'canary'],
  ] as const) {
    expect(await bodyOf('/proxy', headers)).toBe(path);
    expect(backend.seen.at(-1)!.headers).toMatchObject({ 'x-deployment': deployment, [pinHeader]: release });
  }
});

test('a function is that of the release, and its event has its deployment and variables', async () => {
  interface Event {
    readonly stageVariables: Readonly<Record<string, string>>;
    readonly requestContext: { readonly deploymentId: string };
  }
  for (const [headers, name, deploymentId, stageVariables] of [
    [toBase, 'red', 'dep001', { color: 'red', kept: 'k' }],
    [toCanary, 'blue', 'dep002', { color: 'blue', added: 'a', kept: 'k' }],
  ] as const) {
    const event = JSON.parse(await bodyOf('/function', headers)) as Event;
    expect(decodeURIComponent(backend.seen.at(-1)!.url)).toContain(functionArn(name));
    expect([event.stageVariables, event.requestContext.deploymentId]).toEqual([stageVariables, deploymentId]);
  }
});

test('results of authorizers are kept for each release', async () => {
  const as = (release: Record<string, string>) => bodyOf('/guarded', { ...release, authorization: 'anna' });
  expect([await as(toBase), await as(toCanary), await as(toBase), await as(toCanary)]).toEqual([
    'call 1',
    'call 2',
    'call 1',
    'call 2',
  ]);
});

test('what the release refuses is answered with its own gateway responses', async () => {
  const answers = [await call('/nowhere', toBase), await call('/nowhere', toCanary)];
  expect(answers.map(({ status, body }) => `${status} ${body}`)).toEqual([
    '404 nothing of base ',
    '404 nothing of canary ',
  ]);
});

test('the default endpoint is off for the release whose deployment says so, on the canary before on the stage', async () => {
  const off = { ...api('off'), disableExecuteApiEndpoint: true };
  const statuses = async (stageName: string) => {
    const answers = [toBase, toCanary].map((headers) => system.call(`/${stageName}/printed`, { headers }));
    return (await Promise.all(answers)).map(({ status }) => status);
  };
  await deployWithCanary(system, { base: api('on'), canary: off }, {}, { stageName: 'ending' });
  expect(await statuses('ending')).toEqual([200, 403]);
  await deployWithCanary(system, { base: off, canary: api('on') }, {}, { stageName: 'beginning' });
  expect(await statuses('beginning')).toEqual([403, 200]);
});

test('a throttle of the stage holds over both releases together', async () => {
  const statuses = [];
  for (let round = 0; round < 5; round++) {
    for (const release of [toBase, toCanary]) statuses.push((await call('/limited', release)).status);
  }
  expect(statuses).toEqual([...Array<number>(6).fill(200), ...Array<number>(4).fill(429)]);
});

test('a throttle of a usage plan holds over both releases together', async () => {
  const owner = { formatVersion: 1, accountId: '000000000000', region: 'us-east-1' };
  const plan = {
    ...owner,
    usagePlanId: 'plan1',
    throttle: { ratePerSecond: 0.0001, burst: 4 },
    quota: null,
    apiStages: { [`${apiId}/dev`]: { methodThrottles: {} } },
  };
  system.controlPlane.publish('usage-plan', 'plan1', plan);
  const key = { ...owner, keyId: 'key1', enabled: true, usagePlanIds: ['plan1'] };
  await system.acknowledged(system.controlPlane.publish('api-key', digest('a key of the canary'), key));
  const statuses = [];
  for (let round = 0; round < 4; round++) {
    for (const release of [toBase, toCanary]) {
      statuses.push((await call('/keyed', { ...release, 'x-api-key': 'a key of the canary' })).status);
    }
  }
  expect(statuses).toEqual([...Array<number>(4).fill(200), ...Array<number>(4).fill(429)]);
});
