import { decideTogether, type MethodAuthorization } from './decide-together.js';
import {
  awsPrincipal,
  compilePolicy,
  parsePolicy,
  rootAccess,
  type Decision,
  type PolicyKind,
} from './index.js';

type Word = 'allow' | 'silent' | 'deny';

const owner = '111122223333';
const resource = `arn:aws:execute-api:eu-west-1:${owner}:api1/prod/GET/pets`;
const user = awsPrincipal(`arn:aws:iam::${owner}:user/ada`);
const stranger = awsPrincipal('arn:aws:iam::444455556666:user/bob');
const session = awsPrincipal(`arn:aws:sts::${owner}:assumed-role/reader/s1`);

function policy(word: Word, kind: PolicyKind, Principal: unknown = '*') {
  const statement = {
    Effect: word === 'deny' ? 'Deny' : 'Allow',
    Action: word === 'silent' ? 'execute-api:ManageConnections' : 'execute-api:Invoke',
    Resource: resource,
    ...(kind === 'resource' && { Principal }),
  };
  const parsed = parsePolicy({ Version: '2012-10-17', Statement: statement }, kind);
  if (parsed.policy === undefined) throw new Error(parsed.fault);
  return compilePolicy(parsed.policy, { name: kind });
}

const request = (principal = user) => ({
  action: 'execute-api:Invoke',
  resource,
  principal,
  contextValue: () => undefined,
});

const outcome = (
  authorization: MethodAuthorization,
  identity: Word | null,
  own: Word | null,
  principal = user,
) =>
  decideTogether(
    authorization,
    {
      identity: identity === null ? [] : [policy(identity, 'identity')],
      resource: own === null ? null : policy(own, 'resource'),
      resourceAccountId: owner,
    },
    request(principal),
  ).effect;

/** Identity, resource, outcome. */
const sameAccount: [Word | null, Word | null, Decision['effect']][] = [
  ['allow', 'allow', 'allow'],
  ['allow', 'silent', 'allow'],
  ['allow', null, 'allow'],
  ['allow', 'deny', 'explicitDeny'],
  ['silent', 'allow', 'allow'],
  ['silent', 'silent', 'implicitDeny'],
  ['silent', null, 'implicitDeny'],
  ['silent', 'deny', 'explicitDeny'],
  ['deny', 'allow', 'explicitDeny'],
  ['deny', 'silent', 'explicitDeny'],
  ['deny', null, 'explicitDeny'],
  ['deny', 'deny', 'explicitDeny'],
  [null, 'allow', 'allow'],
  [null, null, 'implicitDeny'],
];

describe('AWS_IAM', () => {
  test.each(sameAccount)('same account: identity %s, resource %s: %s', (identity, own, expected) =>
    expect(outcome('AWS_IAM', identity, own)).toBe(expected),
  );
  test.each<[Word, Word | null, Decision['effect']]>([
    ['allow', 'allow', 'allow'],
    ['allow', 'silent', 'implicitDeny'],
    ['allow', null, 'implicitDeny'],
    ['allow', 'deny', 'explicitDeny'],
    ['silent', 'allow', 'implicitDeny'],
    ['silent', 'silent', 'implicitDeny'],
    ['silent', null, 'implicitDeny'],
    ['silent', 'deny', 'explicitDeny'],
    ['deny', 'allow', 'explicitDeny'],
    ['deny', 'silent', 'explicitDeny'],
    ['deny', null, 'explicitDeny'],
    ['deny', 'deny', 'explicitDeny'],
  ])('other account: identity %s, resource %s: %s', (identity, own, expected) =>
    expect(outcome('AWS_IAM', identity, own, stranger)).toBe(expected),
  );
});

describe('CUSTOM', () => {
  test.each(sameAccount)('authorizer %s, resource %s: %s', (identity, own, expected) => {
    const policies = {
      identity: identity === null ? [] : [policy(identity, 'authorizer')],
      resource: own === null ? null : policy(own, 'resource'),
      resourceAccountId: owner,
    };
    const anonymous = { action: 'execute-api:Invoke', resource, contextValue: () => undefined };
    expect(decideTogether('CUSTOM', policies, anonymous).effect).toBe(expected);
  });
});

describe.each(['NONE', 'COGNITO_USER_POOLS'] as const)('%s', (authorization) => {
  test.each<[Word | null, Decision['effect']]>([
    [null, 'allow'],
    ['allow', 'allow'],
    ['silent', 'implicitDeny'],
    ['deny', 'explicitDeny'],
  ])('resource %s: %s, whatever the identity says', (own, expected) => {
    for (const identity of ['allow', 'silent', 'deny'] as const)
      expect(outcome(authorization, identity, own)).toBe(expected);
  });
});

describe('a session', () => {
  const decided = (identity: Word, limits: Word, own: Word | null, Principal: unknown = '*') =>
    decideTogether(
      'AWS_IAM',
      {
        identity: [policy(identity, 'identity')],
        session: [policy(limits, 'session')],
        resource: own === null ? null : policy(own, 'resource', Principal),
        resourceAccountId: owner,
      },
      request(session),
    );
  const role = { AWS: `arn:aws:iam::${owner}:role/team/reader` };
  const itself = { AWS: `arn:aws:sts::${owner}:assumed-role/reader/s1` };

  test.each<[Word, Word, Word | null, unknown, Decision]>([
    ['allow', 'allow', null, '*', { effect: 'allow' }],
    ['allow', 'silent', null, '*', { effect: 'implicitDeny', silent: 'session' }],
    ['silent', 'allow', null, '*', { effect: 'implicitDeny', silent: 'identity' }],
    ['allow', 'deny', 'allow', itself, { effect: 'explicitDeny' }],
    ['silent', 'allow', 'allow', role, { effect: 'allow' }],
    ['silent', 'silent', 'allow', role, { effect: 'implicitDeny', silent: 'session' }],
    ['silent', 'silent', 'allow', '*', { effect: 'implicitDeny', silent: 'session' }],
    ['silent', 'silent', 'allow', itself, { effect: 'allow' }],
  ])('identity %s, session %s, resource %s to %j: %j', (identity, limits, own, principal, expected) =>
    expect(decided(identity, limits, own, principal)).toMatchObject(expected),
  );
});

test('a resource policy that names the account leaves the choice to the policies of the account', () => {
  const toAccount = policy('allow', 'resource', { AWS: owner });
  const together = { resource: toAccount, resourceAccountId: owner };
  const decided = (identity: Word) =>
    decideTogether('AWS_IAM', { ...together, identity: [policy(identity, 'identity')] }, request());
  expect(decided('silent')).toMatchObject({ effect: 'implicitDeny', silent: 'identity' });
  expect(decided('allow')).toMatchObject({ effect: 'allow', statement: { policy: 'identity' } });
});

test('a boundary limits what identity policies allow, and not what a resource allows to a user', () => {
  const decided = (own: Word | null) =>
    decideTogether(
      'AWS_IAM',
      {
        identity: [policy('allow', 'identity')],
        boundary: policy('silent', 'identity'),
        resource: own === null ? null : policy(own, 'resource', { AWS: `arn:aws:iam::${owner}:user/ada` }),
        resourceAccountId: owner,
      },
      request(),
    );
  expect(decided(null)).toMatchObject({ effect: 'implicitDeny', silent: 'boundary' });
  expect(decided('allow').effect).toBe('allow');
});

test('the root user may do all in its account that no resource denies', () => {
  const root = awsPrincipal(`arn:aws:iam::${owner}:root`);
  const decided = (own: Word | null, resourceAccountId = owner) =>
    decideTogether(
      'AWS_IAM',
      { identity: [rootAccess], resource: own === null ? null : policy(own, 'resource'), resourceAccountId },
      request(root),
    ).effect;
  expect([decided(null), decided('silent'), decided('deny'), decided(null, '444455556666')]).toEqual([
    'allow',
    'allow',
    'explicitDeny',
    'implicitDeny',
  ]);
});
