import {
  awsPrincipal,
  compilePolicy,
  decide,
  federatedPrincipal,
  parsePolicy,
  servicePrincipal,
  type PolicyRequest,
  type RequestPrincipal,
} from './index.js';

/** Rules of the IAM User Guide's pages on policy elements, each by the smallest policy that shows it. */

type Values = Record<string, string | readonly string[]>;

const decided = (statements: object | object[], request: Partial<PolicyRequest>, Version = '2012-10-17') => {
  const ofResource = [statements].flat().some((each) => 'Principal' in each || 'NotPrincipal' in each);
  const { policy, fault } = parsePolicy(
    { Version, Statement: statements },
    ofResource ? 'resource' : 'identity',
  );
  if (policy === undefined) throw new Error(fault);
  const asked = {
    action: 'app:Read',
    resource: 'arn:aws:app:::x',
    contextValue: () => undefined,
    ...request,
  };
  return decide([compilePolicy(policy, { name: 'p' })], asked).effect;
};
const allows = (statement: object, request: Partial<PolicyRequest>, Version?: string) =>
  decided({ Effect: 'Allow', Action: '*', Resource: '*', ...statement }, request, Version) === 'allow';
const holds = (Condition: object, values: Values) =>
  allows({ Condition }, { contextValue: (key) => values[key] });

describe('conditions', () => {
  test.each<[object, Values, boolean]>([
    // Several keys and several operators: all; several values: one.
    [{ StringEquals: { 'app:A': ['1', '2'], 'app:B': '3' } }, { 'app:a': '2', 'app:b': '3' }, true],
    [{ StringEquals: { 'app:A': ['1', '2'], 'app:B': '3' } }, { 'app:a': '2', 'app:b': '4' }, false],
    [
      { StringEquals: { 'app:A': '1' }, NumericLessThan: { 'app:B': 5 } },
      { 'app:a': '1', 'app:b': '4' },
      true,
    ],
    [
      { StringEquals: { 'app:A': '1' }, NumericLessThan: { 'app:B': 5 } },
      { 'app:a': '1', 'app:b': '5' },
      false,
    ],
    // Several values of a negated operator: none of them.
    [{ StringNotEquals: { 'app:A': ['1', '2'] } }, { 'app:a': '3' }, true],
    [{ StringNotEquals: { 'app:A': ['1', '2'] } }, { 'app:a': '2' }, false],
    [{ NotIpAddress: { 'app:A': ['10.0.0.0/8', '192.168.0.0/16'] } }, { 'app:a': '192.168.1.1' }, false],
    // Without the key.
    [{ StringEquals: { 'app:A': '1' } }, {}, false],
    [{ StringNotEquals: { 'app:A': '1' } }, {}, true],
    [{ StringEqualsIfExists: { 'app:A': '1' } }, {}, true],
    [{ StringEqualsIfExists: { 'app:A': '1' } }, { 'app:a': '2' }, false],
    [{ ArnNotLike: { 'app:A': 'arn:*:*:*:*:*' } }, {}, true],
    [{ NumericLessThan: { 'app:A': '1' } }, {}, false],
    [{ NotIpAddressIfExists: { 'app:A': '10.0.0.0/8' } }, {}, true],
    // Null.
    [{ Null: { 'app:A': 'true' } }, {}, true],
    [{ Null: { 'app:A': true } }, { 'app:a': '1' }, false],
    [{ Null: { 'app:A': 'false' } }, { 'app:a': '1' }, true],
    [{ Null: { 'app:A': 'false' } }, { 'app:a': [] }, false],
    // Case matters in values unless the operator says otherwise, and wildcards only in those that are like.
    [{ StringEquals: { 'app:A': 'Ada' } }, { 'app:a': 'ada' }, false],
    [{ StringEqualsIgnoreCase: { 'app:A': 'Ada' } }, { 'app:a': 'aDA' }, true],
    [{ StringEquals: { 'app:A': 'a*' } }, { 'app:a': 'ab' }, false],
    [{ StringEquals: { 'app:A': 'a*' } }, { 'app:a': 'a*' }, true],
    [{ StringLike: { 'app:A': 'a?c*' } }, { 'app:a': 'abcde' }, true],
    [{ StringLike: { 'app:A': 'a?c*' } }, { 'app:a': 'acde' }, false],
    [{ StringNotLike: { 'app:A': ['a*', 'b*'] } }, { 'app:a': 'bc' }, false],
    // Numbers, dates, booleans, bytes.
    [{ NumericEquals: { 'app:A': '10' } }, { 'app:a': '10.0' }, true],
    [{ NumericGreaterThanEquals: { 'app:A': '10' } }, { 'app:a': 'ten' }, false],
    [
      { DateGreaterThan: { 'app:A': '2026-11-30T09:00:00+01:00' } },
      { 'app:a': '2026-11-30T08:00:01Z' },
      true,
    ],
    [{ DateLessThanEquals: { 'app:A': '1764496800' } }, { 'app:a': '2025-11-30T10:00:00Z' }, true],
    [{ Bool: { 'app:A': 'true' } }, { 'app:a': 'True' }, true],
    [{ Bool: { 'app:A': 'true' } }, { 'app:a': '1' }, false],
    [{ BinaryEquals: { 'app:A': 'YWJj' } }, { 'app:a': 'YWJj' }, true],
    [{ BinaryEquals: { 'app:A': 'YWJj' } }, { 'app:a': 'ywjj' }, false],
    // ARNs part by part.
    [{ ArnLike: { 'app:A': 'arn:aws:sns:*:1:*' } }, { 'app:a': 'arn:aws:sns:eu-west-1:1:a:b' }, true],
    [{ ArnLike: { 'app:A': 'arn:aws:sns:*:b' } }, { 'app:a': 'arn:aws:sns:eu-west-1:1:b' }, false],
    [{ ArnEquals: { 'app:A': 'arn:aws:s*:*:*:b/*' } }, { 'app:a': 'arn:aws:sns:eu-west-1:1:b/c:d' }, true],
    [{ ArnLike: { 'app:A': 'arn:aws:sns:*' } }, { 'app:a': 'arn:aws:sns:eu-west-1:1:b' }, false],
  ])('%j of %j: %s', (condition, values, expected) => expect(holds(condition, values)).toBe(expected));
});

describe('keys with several values', () => {
  test.each<[string, string[], string | string[] | undefined, boolean]>([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], [], true],
    ['ForAllValues:StringEquals', ['a', 'b'], '', true],
    ['ForAllValues:StringEquals', ['a', 'b'], undefined, true],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'd'], true],
    ['ForAllValues:StringNotEquals', ['a', 'b'], ['c', 'a'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'd'], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], [], false],
    ['ForAnyValue:StringEquals', ['a', 'b'], undefined, false],
    ['ForAnyValue:StringEqualsIfExists', ['a', 'b'], undefined, true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'c'], true],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], ['a', 'b'], false],
    ['ForAnyValue:StringNotEquals', ['a', 'b'], undefined, false],
    ['ForAnyValue:StringLike', ['a*'], 'ab', true],
  ])('%s %j of %j: %s', (operator, wanted, found, expected) =>
    expect(holds({ [operator]: { k: wanted } }, found === undefined ? {} : { k: found })).toBe(expected),
  );
});

describe('variables', () => {
  const own = (Resource: string, resource: string, values: Values, Version?: string) =>
    allows({ Resource }, { resource, contextValue: (key) => values[key] }, Version);
  const home = 'arn:aws:app:::home/${aws:UserName}/*';
  const team = "arn:aws:app:::team-${aws:PrincipalTag/Cost Center, 'nobody''s'}";

  test.each<[string, string, Values, boolean]>([
    [home, 'arn:aws:app:::home/ada/notes', { 'aws:username': 'ada' }, true],
    [home, 'arn:aws:app:::home/bob/notes', { 'aws:username': 'ada' }, false],
    // Without a value nothing matches.
    [home, 'arn:aws:app:::home//notes', {}, false],
    [home, 'arn:aws:app:::home//notes', { 'aws:username': '' }, false],
    [home, 'arn:aws:app:::home/ada/notes', { 'aws:username': ['ada'] }, false],
    [home, 'arn:aws:app:::home/${aws:UserName}/notes', {}, false],
    // What a value has in wildcards is text.
    [home, 'arn:aws:app:::home/ada/notes', { 'aws:username': '*' }, false],
    [home, 'arn:aws:app:::home/*/notes', { 'aws:username': '*' }, true],
    ["arn:aws:app:::${app:Team, 'none'}", 'arn:aws:app:::none', {}, true],
    ["arn:aws:app:::${app:Team, 'none'}", 'arn:aws:app:::red', { 'app:team': 'red' }, true],
    ["arn:aws:app:::${app:Team, 'none'}", 'arn:aws:app:::none', { 'app:team': 'red' }, false],
    ["arn:aws:app:::${app:Team, ''}", 'arn:aws:app:::', {}, true],
    // What is no variable is text.
    [team, "arn:aws:app:::team-${aws:PrincipalTag/Cost Center, 'nobody''s'}", {}, true],
    [
      'arn:aws:app:::${aws:PrincipalTag/Cost Center}',
      'arn:aws:app:::7',
      { 'aws:principaltag/cost center': '7' },
      true,
    ],
    ['arn:aws:app:::a${*}', 'arn:aws:app:::a*', {}, true],
    ['arn:aws:app:::a${*}', 'arn:aws:app:::ab', {}, false],
    ['arn:aws:app:::a${?}', 'arn:aws:app:::ab', {}, false],
    ['arn:aws:app:::${$}{aws:username}', 'arn:aws:app:::${aws:username}', { 'aws:username': 'ada' }, true],
  ])('%s allows %s to %j: %s', (pattern, resource, values, expected) =>
    expect(own(pattern, resource, values)).toBe(expected),
  );

  test('are text in the older version', () => {
    const values = { 'aws:username': 'ada' };
    expect(own(home, 'arn:aws:app:::home/ada/x', values, '2008-10-17')).toBe(false);
    expect(own(home, 'arn:aws:app:::home/${aws:UserName}/x', values, '2008-10-17')).toBe(true);
  });

  test('without a value match nothing, so that a negated condition holds, and NotResource does', () => {
    const Condition = { StringNotEquals: { 'app:Team': '${aws:PrincipalTag/Team}' } };
    const request = (values: Values) => ({ contextValue: (key: string) => values[key] });
    expect(allows({ Condition }, request({ 'app:team': 'red' }))).toBe(true);
    expect(allows({ Condition }, request({ 'app:team': 'red', 'aws:principaltag/team': 'red' }))).toBe(false);
    const except = { Resource: undefined, NotResource: 'arn:aws:app:::${aws:username}' };
    expect(allows(except, request({}))).toBe(true);
    expect(allows(except, request({ 'aws:username': 'x' }))).toBe(false);
  });
});

describe('actions and resources', () => {
  test.each<[object, string, string, boolean]>([
    [{ Action: 'APP:re*' }, 'app:Read', 'arn:aws:app:::x', true],
    [{ Action: 'app:Rea?' }, 'app:Read', 'arn:aws:app:::x', true],
    [{ Action: 'app:R' }, 'app:Read', 'arn:aws:app:::x', false],
    [{ Action: undefined, NotAction: ['iam:*', 'sts:*'] }, 'app:Read', 'arn:aws:app:::x', true],
    [{ Action: undefined, NotAction: ['iam:*', 'sts:*'] }, 'IAM:GetUser', '*', false],
    [{ Resource: 'arn:aws:app:::pets/*' }, 'app:Read', 'arn:aws:app:::pets/1/2', true],
    [{ Resource: 'arn:aws:app:::pets/*' }, 'app:Read', 'arn:aws:app:::PETS/1', false],
    [{ Resource: 'arn:aws:*:pets' }, 'app:Read', 'arn:aws:app:eu-west-1:1:pets', true],
    [{ Resource: undefined, NotResource: 'arn:aws:app:::pets/*' }, 'app:Read', 'arn:aws:app:::cats', true],
    [{ Resource: undefined, NotResource: 'arn:aws:app:::pets/*' }, 'app:Read', 'arn:aws:app:::pets/1', false],
  ])('%j of %s on %s: %s', (statement, action, resource, expected) =>
    expect(allows(statement, { action, resource })).toBe(expected),
  );
});

describe('principals', () => {
  const account = '111122223333';
  const ada = awsPrincipal(`arn:aws:iam::${account}:user/ada`);
  const session = awsPrincipal(`arn:aws:sts::${account}:assumed-role/reader/s1`);
  const root = awsPrincipal(`arn:aws:iam::${account}:root`);
  const bob = awsPrincipal('arn:aws:iam::444455556666:user/bob');
  const lambda = servicePrincipal('lambda.amazonaws.com');
  const cognito = federatedPrincipal('cognito-identity.amazonaws.com');
  const role = `arn:aws:iam::${account}:role/team/reader`;

  test.each<[unknown, string, RequestPrincipal | undefined, boolean]>([
    ['*', 'nobody known', undefined, true],
    [{ AWS: '*' }, 'nobody known', undefined, true],
    [{ AWS: account }, 'nobody known', undefined, false],
    [{ AWS: account }, 'a user of the account', ada, true],
    [{ AWS: `arn:aws:iam::${account}:root` }, 'a user of the account', ada, true],
    [{ AWS: account }, 'its root user', root, true],
    [{ AWS: account }, 'a session of the account', session, true],
    [{ AWS: account }, 'a user of another account', bob, false],
    [{ AWS: `arn:aws:iam::${account}:user/ada` }, 'the user', ada, true],
    [{ AWS: `arn:aws:iam::${account}:user/Ada` }, 'a user of that name in another case', ada, false],
    [{ AWS: role }, 'a session of the role', session, true],
    [{ AWS: `arn:aws:iam::${account}:role/reader` }, 'a session of the role', session, true],
    [{ AWS: `arn:aws:iam::${account}:role/read` }, 'a session of another role', session, false],
    [{ AWS: `arn:aws:sts::${account}:assumed-role/reader/s1` }, 'the session', session, true],
    [{ AWS: `arn:aws:sts::${account}:assumed-role/reader/s2` }, 'another session', session, false],
    [{ Service: 'lambda.amazonaws.com' }, 'the service', lambda, true],
    [{ Service: 's3.amazonaws.com', AWS: account }, 'another service', lambda, false],
    [{ Federated: 'cognito-identity.amazonaws.com' }, 'the provider', cognito, true],
    [{ Service: 'cognito-identity.amazonaws.com' }, 'a provider of the name of a service', cognito, false],
  ])('%j lets %s in: %s%s', (Principal, _who, principal, expected) =>
    expect(allows({ Principal }, { ...(principal && { principal }) })).toBe(expected),
  );

  test.each<[string[], string, RequestPrincipal | undefined, boolean]>([
    [[account, `arn:aws:iam::${account}:user/ada`], 'the user', ada, false],
    [[`arn:aws:iam::${account}:user/ada`], 'the user without its account', ada, true],
    [[account, `arn:aws:iam::${account}:user/ada`], 'another', bob, true],
    [[account, `arn:aws:iam::${account}:user/ada`], 'nobody known', undefined, true],
    [[account, role], 'a session that is not named itself', session, true],
    [[account, role, `arn:aws:sts::${account}:assumed-role/reader/s1`], 'the session', session, false],
    [['*'], 'anybody', undefined, false],
  ])('a deny with NotPrincipal %j meets %s: %s%s', (names, _who, principal, expected) => {
    const statement = { Effect: 'Deny', NotPrincipal: { AWS: names }, Action: '*', Resource: '*' };
    expect(decided(statement, { ...(principal && { principal }) }) === 'explicitDeny').toBe(expected);
  });
});
