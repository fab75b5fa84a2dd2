import {
  CreateAuthorizerCommand,
  CreateRestApiCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  TestInvokeAuthorizerCommand,
  TestInvokeMethodCommand,
  type TestInvokeMethodCommandInput,
} from '@aws-sdk/client-api-gateway';
import { gateways } from '#libs/persistence';
import { waitFor } from '#libs/testing';
import { createFakeGateway, type FakeGateway } from '../testing/fake-gateway.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';
import { claimAsGateway, methodResult as result, postAsGateway } from '../testing/post-as-gateway.js';

let plane: TestControlPlane;
let restApiId: string;
let resourceId: string;
const fakes: FakeGateway[] = [];

/** What control planes of one database share. */
const secrets = {
  TOLLGATE_MASTER_KEY: 'ab'.repeat(32),
  TOLLGATE_GATEWAY_TOKEN: 'gateway-token-of-the-tests',
};
let databaseUrl: string;

beforeAll(async () => {
  plane = await startControlPlane({ env: secrets, databaseUrlOf: (url) => (databaseUrl = url) });
  const api = await plane.client.send(new CreateRestApiCommand({ name: 'tested' }));
  restApiId = api.id ?? '';
  resourceId = api.rootResourceId ?? '';
  const at = { restApiId, resourceId };
  for (const httpMethod of ['GET', 'ANY']) {
    await plane.client.send(new PutMethodCommand({ ...at, httpMethod, authorizationType: 'AWS_IAM' }));
    await plane.client.send(new PutIntegrationCommand({ ...at, httpMethod, type: 'MOCK' }));
  }
  await plane.client.send(
    new PutMethodCommand({ ...at, httpMethod: 'PUT', authorizationType: 'NONE', apiKeyRequired: true }),
  );
});
afterEach(async () => {
  const killed = fakes.splice(0);
  await Promise.all(killed.map((fake) => fake.kill()));
  // The next test's gateway of the same name must not be taken for this one, nor its end for the next one's.
  for (const { id } of killed) await waitFor(async () => !(await isConnected(id)));
});
afterAll(() => plane?.close());

/** A gateway that follows the feed, so that it counts as connected. */
async function gateway(id: string): Promise<FakeGateway> {
  const fake = createFakeGateway(plane, id);
  fakes.push(fake);
  fake.follow();
  await waitFor(() => isConnected(id));
  return fake;
}
const isConnected = async (id: string): Promise<boolean> =>
  (await plane.database.read((uow) => gateways.list(uow))).some((one) => one.id === id && one.connected);
const post = (...of: Tail<typeof postAsGateway>) => postAsGateway(plane, ...of);
const claim = (...of: Tail<typeof claimAsGateway>) => claimAsGateway(plane, ...of);
type Tail<F> = F extends (first: never, ...rest: infer R) => unknown ? R : never;
const invoke = (input: Partial<TestInvokeMethodCommandInput> = {}) =>
  plane.client.send(new TestInvokeMethodCommand({ restApiId, resourceId, httpMethod: 'GET', ...input }));
const rows = () => plane.query('SELECT 1 FROM test_invocations');

describe('200', () => {
  test('a gateway is given the method as it stands, and its result is the response', async () => {
    await gateway('g1');
    const response = invoke({
      pathWithQueryString: '/x y?q=1',
      headers: { a: '1', b: '2' },
      multiValueHeaders: { A: ['1', '3'] },
      stageVariables: { v: 'x' },
      body: 'body',
    });
    const test = await claim('g1');
    expect(test).toMatchObject({
      formatVersion: 1,
      snapshot: { routes: [{ path: '/', methods: { GET: { authorization: { type: 'NONE' } } } }] },
      stage: { stageName: 'test-invoke-stage', variables: { v: 'x' } },
      request: {
        httpMethod: 'GET',
        pathWithQueryString: '/x%20y?q=1',
        headers: [
          ['A', '1'],
          ['A', '3'],
          ['b', '2'],
        ],
        body: 'body',
      },
      caller: { accountId: '000000000000', accessKeyId: plane.credentials.accessKeyId },
      authorizer: null,
    });
    expect((await post('g1', `${test?.id}/result`, result)).status).toBe(204);
    const { latencyMs: latency, kind: _kind, ...shown } = result;
    expect(await response).toMatchObject({ ...shown, latency });
    await waitFor(async () => (await rows()).length === 0, { describe: 'the row to be removed' });
  });

  test('a method that the resource has not is ANY’s, and ANY by itself is asked by GET', async () => {
    await gateway('g1');
    for (const [httpMethod, asked] of [
      ['POST', 'POST'],
      ['ANY', 'GET'],
    ] as const) {
      const response = invoke({ httpMethod });
      const test = await claim('g1');
      expect(Object.keys(test?.snapshot.routes[0]?.methods ?? {})).toEqual(['ANY']);
      expect(test?.request.httpMethod).toBe(asked);
      await post('g1', `${test?.id}/result`, result);
      await response;
    }
  });

  test('each test goes to one gateway, however many ask', async () => {
    const ids = ['g1', 'g2', 'g3'];
    await Promise.all(ids.map(gateway));
    let claimed = 0;
    const work = async (id: string): Promise<void> => {
      for (let test = await claim(id, 1_000); test; test = await claim(id, 1_000)) {
        claimed += 1;
        await post(id, `${test.id}/result`, { ...result, body: test.request.body });
      }
    };
    const working = Promise.all(ids.map(work));
    const bodies = Array.from({ length: 20 }, (_, n) => `body-${n}`);
    const responses = await Promise.all(bodies.map((body) => invoke({ body })));
    expect(responses.map(({ body }) => body)).toEqual(bodies);
    await working;
    expect(claimed).toBe(20);
  });

  test('a gateway that polls another control plane takes it, too', async () => {
    const other = await startControlPlane({ env: secrets, databaseUrlOf: () => databaseUrl });
    const fake = createFakeGateway(other, 'g9');
    fakes.push(fake);
    fake.follow();
    await waitFor(() => isConnected('g9'));
    const polling = claim('g9', 5_000, other.url);
    const response = invoke();
    const test = await polling;
    await post('g9', `${test?.id}/result`, result, undefined, other.url);
    expect(await response).toMatchObject({ status: 201 });
    await fake.kill();
    // A control plane that stops does not say so of its gateways: they may only have gone to another.
    await waitFor(async () => !(await isConnected('g9')));
    await other.close();
  });

  test('a gateway that has gone before it was told loses nothing: another takes the test', async () => {
    await Promise.all(['g1', 'g2'].map(gateway));
    const gone = new AbortController();
    const polled = post('g1', 'claims?waitMs=5000', undefined, gone.signal).catch(() => null);
    // By then the poll before it waits.
    expect(await claim('g1', 0)).toBeNull();
    gone.abort();
    await polled;
    const response = invoke();
    const test = await claim('g2');
    await post('g2', `${test?.id}/result`, result);
    expect(await response).toMatchObject({ status: 201 });
  });

  test('a gateway that is gone while it runs a test ends the call at once with all that is known', async () => {
    const fake = await gateway('g1');
    const response = invoke();
    const test = await claim('g1');
    await fake.kill();
    const lost = await response;
    expect(lost).toMatchObject({
      status: 500,
      headers: { 'x-amzn-ErrorType': 'InternalServerErrorException' },
    });
    expect(lost.log).toContain(`Execution log for request ${test?.id}\n`);
    expect(lost.log).toContain('gateway g1 has gone while it ran it');
    // What it says later nobody waits for.
    expect((await post('g1', `${test?.id}/result`, result)).status).toBe(204);
  });

  test('so does one that is started anew before anybody missed it', async () => {
    await gateway('g1');
    const response = invoke();
    await claim('g1');
    expect((await post('g1', 'claims?first=true&waitMs=0')).status).toBe(204);
    expect((await response).log).toContain('gateway g1 was started anew while it ran it');
  });

  test('results that are none, of another gateway, or a second time change nothing', async () => {
    await Promise.all(['g1', 'g2'].map(gateway));
    const response = invoke();
    const test = await claim('g1');
    for (const rubbish of [
      '',
      '{',
      '[]',
      '{}',
      '{"kind":"method"}',
      '{"kind":"other","log":"","latencyMs":1}',
    ]) {
      expect((await post('g1', `${test?.id}/result`, rubbish)).status).toBe(400);
    }
    await post('g2', `${test?.id}/result`, { ...result, body: 'not mine' });
    await post('g1', `${test?.id}/result`, result);
    await post('g1', `${test?.id}/result`, { ...result, body: 'again' });
    expect((await post('g1', `not-an-id/result`, result)).status).toBe(204);
    expect((await response).body).toBe('b');
  });
});

describe('400', () => {
  test('no gateway is connected: at once, and nothing is kept', async () => {
    await waitFor(
      async () => !(await plane.database.read((uow) => gateways.list(uow))).some((one) => one.connected),
    );
    await expect(invoke()).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(/^No gateway is connected that could run the test/) as string,
    });
    expect(await rows()).toEqual([]);
  });

  test.each<[string, Partial<TestInvokeMethodCommandInput>, string]>([
    ['a method without integration', { httpMethod: 'PUT' }, 'No integration defined for method'],
    ['a header name that is none', { headers: { 'a b': '1' } }, 'Invalid header name specified: a b'],
    ['a header that does not end', { headers: { a: '1\r\nb: 2' } }, 'Invalid value specified for header: a'],
    [
      'a stage variable that is none',
      { stageVariables: { 'a-b': '1' } },
      'Invalid stage variable name: a-b.',
    ],
  ])('%s', async (_, input, message) => {
    await gateway('g1');
    await expect(invoke(input)).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringContaining(message) as string,
    });
  });

  test('what a gateway of another release cannot run', async () => {
    await gateway('g1');
    const response = invoke();
    const refused = expect(response).rejects.toMatchObject({
      name: 'BadRequestException',
      message: 'The gateway cannot run the test: too new',
    });
    const test = await claim('g1');
    await post('g1', `${test?.id}/result`, { kind: 'refused', reason: 'too new' });
    await refused;
  });
});

describe('401', () => {
  test('without the token of the gateways nothing is handed out or taken', async () => {
    for (const path of ['claims', 'x/result']) {
      const response = await fetch(`${plane.url}/_tollgate/test-invocations/${path}`, { method: 'POST' });
      expect(response.status).toBe(401);
    }
  });
});

describe('404', () => {
  test.each<[string, Partial<TestInvokeMethodCommandInput>, string]>([
    ['an unknown API', { restApiId: 'unknown' }, 'Invalid Resource identifier specified'],
    ['an unknown resource', { resourceId: 'unknown' }, 'Invalid Resource identifier specified'],
    ['a method that is none', { httpMethod: 'FETCH' }, 'Invalid Method identifier specified'],
    ['an unknown certificate', { clientCertificateId: 'unknown' }, 'Invalid Client Certificate identifier'],
  ])('%s', async (_, input, message) => {
    await gateway('g1');
    await expect(invoke(input)).rejects.toMatchObject({
      name: 'NotFoundException',
      message: expect.stringContaining(message) as string,
    });
  });

  test('an unknown authorizer, and one of another account’s region', async () => {
    await gateway('g1');
    const { id: authorizerId } = await plane.client.send(
      new CreateAuthorizerCommand({
        restApiId,
        name: 'pool',
        type: 'COGNITO_USER_POOLS',
        providerARNs: ['arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_abc'],
        identitySource: 'method.request.header.Authorization',
      }),
    );
    const ask = (client: typeof plane.client, id: string | undefined) =>
      client.send(new TestInvokeAuthorizerCommand({ restApiId, authorizerId: id }));
    const refusal = { name: 'NotFoundException', message: 'Invalid Authorizer identifier specified' };
    await expect(ask(plane.client, 'unknown')).rejects.toMatchObject(refusal);
    await expect(ask(plane.clientFor('eu-west-1'), authorizerId)).rejects.toMatchObject(refusal);
  });
});
