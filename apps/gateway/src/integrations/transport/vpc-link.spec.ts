import { parseUriTemplate, type UriTemplate } from '#libs/mapping-templates';
import type { HttpIntegration } from '#libs/snapshot-format';
import { freePort } from '#libs/testing';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { http, method, snapshot } from '../../testing/documents.js';
import { startTestSystem, type TestSystem } from '../../testing/test-gateway.js';
import { makePair, startTlsBackend } from '../../testing/tls-backend.js';

const arnOf = (name: string) =>
  `arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/${name}/50dc6c495c0c9188`;

let system: TestSystem;
let one: TestBackend;
let two: TestBackend;

beforeAll(async () => {
  one = await startBackend();
  two = await startBackend();
  const at = (port: number) => ({ host: '127.0.0.1', port: String(port) });
  system = await startTestSystem({
    vpcLinkTargets: new Map([
      [arnOf('set'), [at(one.port)]],
      [arnOf('both'), [at(one.port), at(two.port)]],
      [arnOf('half'), [at(await freePort()), at(two.port)]],
    ]),
  });
  for (const name of ['set', 'both', 'half', 'localhost']) await publishLink(name, arnOf(name));
});
afterAll(async () => {
  await system.stop();
  await one.close();
  await two.close();
});

async function publishLink(vpcLinkId: string, arn: string | null, change = {}): Promise<void> {
  const document = { formatVersion: 1, accountId: '000000000000', region: 'us-east-1', vpcLinkId };
  const body = arn === null ? null : { ...document, targetArns: [arn], ...change };
  await system.acknowledged(system.controlPlane.publish('vpc-link', vpcLinkId, body));
}

function linkId(text: string): UriTemplate {
  const parsed = parseUriTemplate(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.template;
}

async function deploy(
  connectionId: string,
  uri: string,
  { variables = {}, ...change }: Partial<HttpIntegration> & { variables?: Record<string, string> } = {},
): Promise<void> {
  const settings = { httpMethod: 'GET', vpcLinkId: linkId(connectionId), ...change };
  await system.deploy(
    snapshot(
      {
        '/': { GET: method(http('HTTP_PROXY', uri, settings)) },
        '/http': { GET: method(http('HTTP', uri, settings)) },
      },
      { formatVersion: 3 },
    ),
    { variables },
  );
}

const status = async (path = '/dev') => (await system.call(path)).status;

test("HTTP and HTTP_PROXY connect to the link's target, and the backend sees the URI's host", async () => {
  await deploy('set', 'http://orders.internal:81/path');
  const before = one.seen.length;
  expect([await status(), await status('/dev/http')]).toEqual([200, 200]);
  const seen = one.seen.slice(before).map(({ url, headers }) => [url, headers.host]);
  expect(seen).toEqual([
    ['/path', 'orders.internal:81'],
    ['/path', 'orders.internal:81'],
  ]);
});

test('a stage variable may name the link; an undefined one or one of no link is a 500', async () => {
  await deploy('${stageVariables.link}', 'http://orders.internal/', { variables: { link: 'set' } });
  expect(await status()).toBe(200);
  for (const variables of [{}, { link: 'none' }] as Record<string, string>[]) {
    await deploy('${stageVariables.link}', 'http://orders.internal/', { variables });
    expect(await system.call('/dev')).toMatchObject({
      status: 500,
      body: '{"message": "Internal server error"}',
    });
  }
});

test('a load balancer without a setting is looked for under its name, at the port of the URI', async () => {
  const local = await startBackend();
  await deploy('localhost', `http://orders.internal:${local.port}/`);
  expect(await status()).toBe(200);
  await local.close();
});

test.each([
  ['a load balancer', arnOf('set')],
  ['a listener of one', arnOf('set').replace(':loadbalancer/', ':listener/') + '/f2f7dc8efc522ab2'],
])('integrationTarget leads to %s, whatever the link beside it is', async (_, integrationTarget) => {
  const before = one.seen.length;
  await deploy('v2link', 'http://orders.internal:81/path', { integrationTarget });
  expect([await status(), await status('/dev/http')]).toEqual([200, 200]);
  expect(one.seen.slice(before).map(({ headers }) => headers.host)).toEqual([
    'orders.internal:81',
    'orders.internal:81',
  ]);
});

test('a link is gone at once, and back at once', async () => {
  await deploy('set', 'http://orders.internal/');
  await publishLink('set', null);
  expect(await status()).toBe(500);
  await publishLink('set', arnOf('set'));
  expect(await status()).toBe(200);
});

test.each([{ accountId: '111111111111' }, { region: 'eu-west-1' }])(
  'the link of another owner cannot be used: %j',
  async (owner) => {
    await publishLink('theirs', arnOf('set'), owner);
    await deploy('theirs', 'http://orders.internal/');
    expect(await status()).toBe(500);
  },
);

test('several targets take turns, and one that cannot be reached is passed over', async () => {
  const before = [one.connections(), two.connections()];
  await deploy('both', 'http://turns.internal/');
  await Promise.all(Array.from({ length: 6 }, () => system.call('/dev')));
  expect(one.connections()).toBeGreaterThan(before[0]!);
  expect(two.connections()).toBeGreaterThan(before[1]!);
  await deploy('half', 'http://half.internal/');
  expect(await Promise.all(Array.from({ length: 4 }, () => status()))).toEqual([200, 200, 200, 200]);
});

test("over TLS the certificate must be for the URI's host, not for the target's", async () => {
  for (const [host, expected] of [
    ['orders.internal', 200],
    ['other.internal', 500],
  ] as const) {
    const backend = await startTlsBackend(await makePair('orders.internal'));
    await deploy('localhost', `https://${host}:${backend.port}/`, { insecureSkipVerification: true });
    expect(await status()).toBe(expected);
    await backend.close();
  }
});
