import fc from 'fast-check';
import { conditionOperatorNames } from '../policy.js';
import { awsPrincipal, servicePrincipal, type PolicyRequest } from '../request.js';

const account = '111122223333';
const other = '444455556666';
const role = `arn:aws:iam::${account}:role/team/reader`;
const session = `arn:aws:sts::${account}:assumed-role/reader/s1`;
const user = `arn:aws:iam::${account}:user/ada`;
const service = 'lambda.amazonaws.com';

/** Few names, so that what is wanted and what is found often meet. */
const keys = ['aws:username', 'app:Tag/Team', 'app:List'];
const variables = [
  '${aws:username}',
  "${App:tag/team, 'x'}",
  "${app:List, 'b'}",
  '${*}',
  '${?}',
  '${$}',
  '${',
];
const words = [
  '',
  'a',
  'b',
  'ab',
  'aab',
  'abab',
  'A',
  '*',
  '?',
  '$',
  'true',
  'FALSE',
  '3',
  '-1.5',
  '10.0.0.7',
];
const numbers = ['3', '3.0', '-1.5', '07', '1000'];
const dates = ['2026-11-30', '2026-11-30T10:00:00Z', '2026-11-30T12:00:00+02:00', '1796000000'];
const addresses = ['10.0.0.7', '10.0.0.200', '192.168.1.1', '2001:db8::1', '2001:db8:0:1::'];
const blocks = [
  '10.0.0.0/8',
  '10.0.0.0/25',
  '10.0.0.7',
  '0.0.0.0/0',
  '2001:db8::/32',
  '2001:db8:0:1::/64',
  '::/0',
];
const arns = ['arn:aws:a:r:1:x', 'arn:aws:a:r:1:x/y', 'arn:aws:b::1:x:y', 'arn:aws:a:r:1:a*b', 'x'];

const oneOf = (texts: readonly string[]) => fc.constantFrom(...texts);
const pieces = fc
  .array(fc.oneof(oneOf(words), oneOf(['*', '?', 'a', 'b']), oneOf(variables)), { maxLength: 4 })
  .map((parts) => parts.join(''));
const arn = (partitions: readonly string[]) =>
  fc
    .tuple(
      oneOf(partitions),
      oneOf(['a', 'b', '?', '*']),
      oneOf(['', 'r', '*']),
      oneOf(['1', '*', '${app:Tag/Team}']),
      oneOf(['x', 'x/*', '*', '*y', 'a${*}b', '${aws:username}']),
    )
    .map((parts) => `arn:${parts.join(':')}`);
const arnPattern = arn(['aws', '*', 'a?s']);
/** IAM takes no wildcard in a part of a partition's name. */
const resourcePattern = arn(['aws', '*']);

function valuesOf(operator: string): fc.Arbitrary<string> {
  if (operator === 'Null') return oneOf(['true', 'false']);
  if (operator === 'Bool') return oneOf(['true', 'False', '${aws:username}']);
  if (operator.startsWith('Numeric')) return oneOf(numbers);
  if (operator.startsWith('Date')) return oneOf(dates);
  if (operator.endsWith('IpAddress')) return oneOf(blocks);
  return operator.startsWith('Arn') ? fc.oneof(arnPattern, oneOf(['*', 'arn:*'])) : pieces;
}

const oneOrMore = (of: fc.Arbitrary<string>) => fc.oneof(of, fc.array(of, { minLength: 1, maxLength: 3 }));

const condition = fc
  .tuple(
    oneOf(['', '', 'ForAllValues:', 'ForAnyValue:']),
    fc.constantFrom(...conditionOperatorNames),
    fc.boolean(),
    oneOf(keys),
  )
  .chain(([set, name, ifExists, key]) =>
    oneOrMore(valuesOf(name)).map((values) => ({
      [`${set}${name}${ifExists && name !== 'Null' ? 'IfExists' : ''}`]: { [key]: values },
    })),
  );

const conditions = fc
  .array(condition, { maxLength: 3 })
  .map((blocks) => Object.assign({}, ...blocks) as Record<string, unknown>);

/** An element or its `Not...`. */
const either = <T>(name: string, of: fc.Arbitrary<T>) =>
  fc.tuple(fc.integer({ max: 4 }), of).map(([not, value]) => ({ [not === 4 ? `Not${name}` : name]: value }));

const actions = oneOrMore(oneOf(['*', 'a:*', 'A:x', 'a:?', 'a:xy', 'b:*y*']));
const resources = oneOrMore(fc.oneof(resourcePattern, oneOf(['*'])));

const principals = fc.oneof(
  fc.constant('*'),
  fc.record({
    AWS: oneOrMore(oneOf([account, other, `arn:aws:iam::${account}:root`, role, session, user])),
  }),
  fc.record({ Service: oneOf([service, 's3.amazonaws.com']), AWS: oneOf([user, role]) }),
);

const statement = (ofResource: boolean) =>
  fc
    .tuple(
      oneOf(['Allow', 'Allow', 'Deny']),
      either('Action', actions),
      either('Resource', resources),
      ofResource ? principals : fc.constant(null),
      fc.boolean(),
      fc.option(conditions),
    )
    .map(([Effect, action, resource, principal, excepts, block]) => ({
      Effect,
      ...action,
      ...resource,
      ...(principal !== null && { [excepts && Effect === 'Deny' ? 'NotPrincipal' : 'Principal']: principal }),
      ...(block !== null && { Condition: block }),
    }));

/** Documents that keep to the grammar of a resource policy, or of an identity policy. */
export const arbitraryPolicy = (ofResource: boolean) =>
  fc.record({
    Version: oneOf(['2012-10-17', '2012-10-17', '2008-10-17']),
    Statement: fc.oneof(
      statement(ofResource),
      fc.array(statement(ofResource), { minLength: 1, maxLength: 3 }),
    ),
  });

const found = fc.oneof(
  oneOf([...words, ...numbers, ...dates, ...addresses, ...arns]),
  fc.constant(undefined),
);
const foundList = fc.oneof(found, fc.array(oneOf([...words, ...addresses, ...arns]), { maxLength: 3 }));

export const arbitraryRequest: fc.Arbitrary<PolicyRequest> = fc
  .record({
    action: oneOf(['a:x', 'A:X', 'a:xy', 'b:xyz']),
    resource: oneOf(arns),
    principal: fc.constantFrom(
      undefined,
      awsPrincipal(user),
      awsPrincipal(session),
      awsPrincipal(`arn:aws:iam::${other}:user/bob`),
      awsPrincipal(`arn:aws:iam::${account}:root`),
      servicePrincipal(service),
    ),
    values: fc.tuple(found, found, foundList),
  })
  .map(({ action, resource, principal, values }) => ({
    action,
    resource,
    ...(principal && { principal }),
    contextValue: (key: string) => values[keys.map((each) => each.toLowerCase()).indexOf(key)],
    // So that a counterexample shows them.
    values,
  }));
