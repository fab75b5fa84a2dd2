import type { DeniedIdentityDocument } from '#libs/snapshot-format';
import { callerNames, type CallerName } from '../denied-identities.js';
import type { Invocation } from '../invocation.js';
import { silentLogger, type LogFields, type Logger } from '#libs/telemetry';
import { waitFor } from '#libs/testing';
import { awsOf } from '../../testing/aws-of.js';
import { startBackend, type TestBackend } from '../../testing/backend.js';
import { method, mock, mockMethod, integrationResponse, snapshot } from '../../testing/documents.js';
import { startTestGateway, startTestSystem, call, type TestSystem } from '../../testing/test-gateway.js';

/** An authorizer's function that allows everything, and says what the token says of its caller. */
let functions: TestBackend;
let system: TestSystem;
let asked = 0;
const lines: LogFields[] = [];
const note = (_: string, fields: LogFields = {}): void => void lines.push(fields);
const log: Logger = { ...silentLogger, info: note, debug: note, child: () => log };

const account = '000000000000';
const api = () =>
  snapshot(
    {
      '/guarded': {
        GET: method(mock({}, [integrationResponse('200', null, { 'application/json': 'in' })]), {
          authorization: { type: 'CUSTOM', authorizerId: 'kept' },
        }),
      },
      '/open': { GET: mockMethod('open') },
    },
    {
      requires: ['authorizers'],
      authorizers: {
        kept: {
          type: 'TOKEN',
          id: 'kept',
          region: 'us-east-1',
          functionArn: {
            parts: [{ kind: 'text', text: 'arn:aws:lambda:us-east-1:000000000000:function:kept' }],
          },
          identitySources: [
            { location: 'header', name: 'Authorization', expression: 'method.request.header.Authorization' },
          ],
          identityPattern: null,
          resultTtlSeconds: 300,
        },
      },
    },
  );

beforeAll(async () => {
  functions = await startBackend((_, response, body) => {
    asked += 1;
    const { authorizationToken } = JSON.parse(body) as { authorizationToken: string };
    const Statement = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
    const said = JSON.parse(authorizationToken) as object;
    response.end(JSON.stringify({ ...said, policyDocument: { Version: '2012-10-17', Statement } }));
  });
  system = await startTestSystem({ log, aws: awsOf({ endpointUrls: { LAMBDA: functions.origin } }) });
  await system.deploy(api(), { tellsReasons: true });
});
afterAll(async () => {
  await system.stop();
  await functions.close();
});

let ids = 0;
const soon = () => Date.now() + 3_600_000;
async function publish(name: string, document: Partial<DeniedIdentityDocument> | null): Promise<void> {
  const body = document && { requires: ['denied-identities'], accountId: account, id: name, ...document };
  await system.acknowledged(system.controlPlane.publish('denied-identity', name, body));
}
async function deny(name: CallerName, change: Partial<DeniedIdentityDocument> = {}): Promise<string> {
  const id = `id${(ids += 1)}`;
  await publish(id, { ...name, untilMs: soon(), ...change });
  return id;
}
const get = async (said: object, port = system.gateway.httpPort) => {
  const response = await call(port, '/dev/guarded', { headers: { Authorization: JSON.stringify(said) } });
  return [response.status, response.headers['x-tollgate-reason'] ?? null];
};
const passes = [200, null];

test.each([
  ['principal', { principalId: 'anna-1' }, 'anna-1', [403, 'identity.denied']],
  ['sub', { principalId: 'x', context: { sub: 'sub-1' } }, 'sub-1', [403, 'identity.denied']],
  ['jti', { principalId: 'x', context: { jti: 'jti-1' } }, 'jti-1', [401, 'identity.token_denied']],
  ['jti', { principalId: 'x', context: { origin_jti: 'o-1' } }, 'o-1', [401, 'identity.token_denied']],
] as const)(
  'a caller who was let in is refused by its %s from then on, though its result is kept, and let in again when that is taken back',
  async (type, said, value, refused) => {
    expect(await get(said)).toEqual(passes);
    const before = asked;
    const id = await deny({ type, value });
    expect(await get(said)).toEqual(refused);
    await waitFor(() => lines.some(({ detail }) => detail === `denied identity ${id}, by ${type}`), {
      describe: 'the refusal is logged with the id alone',
    });
    await publish(id, null);
    expect(await get(said)).toEqual(passes);
    expect(asked).toBe(before);
  },
);

test('only the very value of the very type in the account of the API is denied', async () => {
  const said = { principalId: 'ben', context: { sub: 'ben-sub' } };
  await deny({ type: 'sub', value: 'ben' });
  await deny({ type: 'principal', value: 'ben-sub' });
  await deny({ type: 'principal', value: 'BEN' });
  await deny({ type: 'principal', value: 'be' });
  await deny({ type: 'access-key', value: 'ben' });
  await deny({ type: 'principal', value: 'ben' }, { accountId: '111111111111' });
  expect(await get(said)).toEqual(passes);
});

test('a time that is over denies nobody, and one that is moved denies again', async () => {
  const id = await deny({ type: 'principal', value: 'cleo' }, { untilMs: Date.now() - 1 });
  expect(await get({ principalId: 'cleo' })).toEqual(passes);
  await publish(id, { type: 'principal', value: 'cleo', untilMs: soon() });
  expect(await get({ principalId: 'cleo' })).toEqual([403, 'identity.denied']);
});

test('methods without authorization know no caller, and refuse none', async () => {
  await deny({ type: 'principal', value: '' });
  expect((await system.call('/dev/open')).status).toBe(200);
});

test('a gateway that starts while the control plane is away refuses whom it refused', async () => {
  await deny({ type: 'principal', value: 'dora' });
  const { controlPlane, dataDir } = system;
  await controlPlane.goAway();
  await system.gateway.stop(1000);
  const again = await startTestGateway({
    controlPlaneUrl: controlPlane.url,
    token: controlPlane.token,
    dataDir,
    aws: awsOf({ endpointUrls: { LAMBDA: functions.origin } }),
  });
  try {
    expect(await get({ principalId: 'dora' }, again.httpPort)).toEqual([403, 'identity.denied']);
    expect(await get({ principalId: 'emil' }, again.httpPort)).toEqual(passes);
  } finally {
    await again.stop(1000);
  }
});

test('of a user pool’s token the claims are the caller’s names, and of no caller there is none', () => {
  const of = (authorizer: Invocation['authorizer']) => callerNames({ authorizer, signer: null });
  const claims = { jti: 'a', origin_jti: 'b', sub: 'c', email: 'd' };
  expect(of({ claims })).toEqual([
    { type: 'jti', value: 'a' },
    { type: 'jti', value: 'b' },
    { type: 'sub', value: 'c' },
  ]);
  expect(of({ principalId: '', jti: 7, integrationLatency: 1 })).toEqual([]);
  expect(of(null)).toEqual([]);
});

test('who signs is named by the key, and by user, role and session', () => {
  const [role, session] = ['arn:aws:iam::1:role/team/r', 'arn:aws:sts::1:assumed-role/r/me'];
  const conditionKeys = new Map([['aws:principalarn', role]]);
  const signer = { accessKeyId: 'ASIA1', accountId: '1', arn: session, id: 'AROA1:me', conditionKeys };
  expect(callerNames({ authorizer: null, signer })).toEqual([
    { type: 'access-key', value: 'ASIA1' },
    ...[session, role, 'AROA1:me', 'AROA1'].map((value) => ({ type: 'principal', value })),
  ]);
});
