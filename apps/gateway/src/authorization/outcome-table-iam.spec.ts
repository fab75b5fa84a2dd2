import { mockMethod, snapshot } from '../testing/documents.js';
import { invokeArn, resourcePolicy, sides } from '../testing/resource-policies.js';
import { publishKey, publishPrincipal, sessionOf, signed } from '../testing/signing-callers.js';
import { startTestSystem, type TestResponse, type TestSystem } from '../testing/test-gateway.js';

// The tables of the guide page "How API Gateway resource policies affect authorization workflow" for AWS_IAM.

const accounts = { same: '000000000000', other: '111111111111' } as const;
type Account = keyof typeof accounts;
type Side = keyof typeof sides;
const statement = (Effect: string, Resource: string) => ({ Effect, Action: 'execute-api:Invoke', Resource });
const identityStatements: Record<Side, readonly object[]> = {
  allow: [statement('Allow', invokeArn())],
  silent: [statement('Allow', invokeArn('GET/elsewhere'))],
  deny: [statement('Allow', invokeArn()), statement('Deny', invokeArn())],
};
const keyOf = (account: Account, side: Side): string => `AKIA${account}${side}`.toUpperCase();
const principalOf = (account: Account, side: Side): string => `AIDA${account}${side}`.toUpperCase();
const arnOf = (account: Account, side: Side): string =>
  `arn:aws:iam::${accounts[account]}:user/${principalOf(account, side).toLowerCase()}`;

let system: TestSystem;
beforeAll(async () => {
  system = await startTestSystem();
  for (const account of ['same', 'other'] as const) {
    const accountId = accounts[account];
    publishKey(system, `AKIAROOT${account.toUpperCase()}`, null, accountId);
    for (const side of ['allow', 'silent', 'deny'] as const) {
      publishKey(system, keyOf(account, side), principalOf(account, side), accountId);
      publishPrincipal(system, principalOf(account, side), identityStatements[side], { accountId });
    }
  }
});
afterAll(() => system.stop());

const deploy = (policy: string | null) =>
  system.deploy(
    snapshot(
      { '/a': { GET: mockMethod('in', { authorization: { type: 'AWS_IAM' } }) } },
      { requires: ['aws-iam'], ...(policy !== null && { resourcePolicy: policy }) },
    ),
  );
const call = (key: string) => system.call('/dev/a', signed('/dev/a', key));

type Outcome = 'in' | 'not allowed' | 'denied';
function expectOutcome(response: TestResponse, outcome: Outcome, user: string): void {
  if (outcome === 'in') return expect([response.status, response.body]).toEqual([200, 'in']);
  const arn = invokeArn('GET/a').replace('000000000000', '********0000');
  const text = `User: ${user} is not authorized to perform: execute-api:Invoke on resource: ${arn}`;
  const message = outcome === 'denied' ? `${text} with an explicit deny` : text;
  expect([response.status, response.json()]).toEqual([403, { message }]);
  expect(response.headers['x-amzn-errortype']).toBe('AccessDeniedException');
}

const rows: readonly (readonly [Side | null, Side, same: Outcome, other: Outcome])[] = [
  [null, 'allow', 'in', 'not allowed'],
  [null, 'silent', 'not allowed', 'not allowed'],
  [null, 'deny', 'denied', 'denied'],
  ['allow', 'allow', 'in', 'in'],
  ['allow', 'silent', 'in', 'not allowed'],
  ['allow', 'deny', 'denied', 'denied'],
  ['silent', 'allow', 'in', 'not allowed'],
  ['silent', 'silent', 'not allowed', 'not allowed'],
  ['silent', 'deny', 'denied', 'denied'],
  ['deny', 'allow', 'denied', 'denied'],
  ['deny', 'silent', 'denied', 'denied'],
  ['deny', 'deny', 'denied', 'denied'],
];

test.each(rows)('policy %s, caller %s: %s, of another account %s', async (policy, side, same, other) => {
  await deploy(policy && sides[policy]);
  expectOutcome(await call(keyOf('same', side)), same, arnOf('same', side));
  expectOutcome(await call(keyOf('other', side)), other, arnOf('other', side));
});

test.each([null, 'allow', 'silent', 'deny'] as const)(
  'without a signature nobody is let in, whatever the policy says: %s',
  async (policy) => {
    await deploy(policy && sides[policy]);
    const response = await system.call('/dev/a');
    expect([response.status, response.json()]).toEqual([403, { message: 'Missing Authentication Token' }]);
  },
);

describe('principals that a policy names', () => {
  const naming = (...names: string[]) => resourcePolicy({ Principal: { AWS: names } });

  test('a user: that one, and no other', async () => {
    await deploy(naming(arnOf('same', 'silent'), arnOf('other', 'allow'), arnOf('other', 'silent')));
    expect((await call(keyOf('same', 'silent'))).status).toBe(200);
    expect((await call(keyOf('same', 'deny'))).status).toBe(403);
    expect((await call(keyOf('other', 'allow'))).status).toBe(200);
    // A user of another account needs the leave of its own, too.
    expect((await call(keyOf('other', 'silent'))).status).toBe(403);
  });

  test('an account: those of it whom its own policies let', async () => {
    await deploy(naming(accounts.other, accounts.same));
    expect((await call(keyOf('other', 'allow'))).status).toBe(200);
    expect((await call(keyOf('other', 'silent'))).status).toBe(403);
    expect((await call(keyOf('same', 'silent'))).status).toBe(403);
    expect((await call('AKIAROOTOTHER')).status).toBe(200);
    await deploy(naming(accounts.same));
    expect((await call('AKIAROOTOTHER')).status).toBe(403);
    expect((await call('AKIAROOTSAME')).status).toBe(200);
  });

  test('a role: its sessions', async () => {
    await deploy(naming('arn:aws:iam::000000000000:role/service/reader'));
    const role = {
      type: 'role',
      arn: 'arn:aws:iam::000000000000:role/service/reader',
      name: 'reader',
    } as const;
    await system.acknowledged(publishPrincipal(system, 'AROAREADER', [], role));
    const credentials = sessionOf(system);
    const session = () => system.call('/dev/a', signed('/dev/a', credentials.accessKeyId, { credentials }));
    expect((await session()).status).toBe(200);
    await deploy(naming('arn:aws:iam::000000000000:role/writer'));
    expect((await session()).status).toBe(403);
  });

  test('everybody but one, by what that one is not', async () => {
    // Its account has to be named, too (IAM User Guide: NotPrincipal).
    const but = [arnOf('same', 'allow'), 'arn:aws:iam::000000000000:root'];
    const others = { NotPrincipal: { AWS: but }, Principal: undefined };
    await deploy(resourcePolicy({}, { Effect: 'Deny', ...others }));
    expect((await call(keyOf('same', 'allow'))).status).toBe(200);
    expect((await call(keyOf('same', 'silent'))).status).toBe(403);
  });
});

test('condition keys tell of the caller', async () => {
  const is = (key: string, value: string) => ({ StringEquals: { [key]: value } });
  const [ada, eve] = [arnOf('same', 'silent'), arnOf('other', 'allow')];
  for (const condition of [
    is('aws:PrincipalArn', ada),
    is('aws:PrincipalAccount', accounts.same),
    is('aws:PrincipalType', 'User'),
    is('aws:username', principalOf('same', 'silent').toLowerCase()),
    is('aws:userid', principalOf('same', 'silent')),
  ]) {
    await deploy(resourcePolicy({ Condition: condition }));
    expect([condition, (await call(keyOf('same', 'silent'))).status]).toEqual([condition, 200]);
  }
  await deploy(resourcePolicy({}, { Effect: 'Deny', Condition: is('aws:PrincipalArn', eve) }));
  expect((await call(keyOf('other', 'allow'))).status).toBe(403);
  expect((await call(keyOf('same', 'allow'))).status).toBe(200);
});
