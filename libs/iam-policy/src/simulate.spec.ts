import {
  awsPrincipal,
  compilePolicy,
  parsePolicy,
  simulate,
  type ContextEntry,
  type Simulation,
} from './index.js';

const compiled = (text: unknown, name: string, kind: 'identity' | 'resource' = 'identity') => {
  const { policy, fault } = parsePolicy(typeof text === 'string' ? text : JSON.stringify(text), kind);
  if (policy === undefined) throw new Error(fault);
  return compilePolicy(policy, { name });
};
const list = (statement: object, ...more: object[]) => ({
  Version: '2012-10-17',
  Statement: [statement, ...more],
});
const run = (simulation: Partial<Simulation>) =>
  simulate({ policies: [], actions: ['app:Read'], resources: [], context: [], ...simulation });

const owner = '111122223333';
const ada = awsPrincipal(`arn:aws:iam::${owner}:user/ada`);
const bob = awsPrincipal('arn:aws:iam::444455556666:user/bob');
const pets = `arn:aws:app:eu-west-1:${owner}:pets`;

test('the statement that allows is placed where the sample of the AWS CLI has it', () => {
  // The policy of the AWS CLI reference's first sample for simulate-custom-policy in the lengths of its
  // parts.
  const text =
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"database:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2026-08-16T12:00:00Z"}}}}';
  const context = (value: string): ContextEntry[] => [
    { key: 'aws:currenttime', values: [value], isList: false },
  ];
  const policies = [compiled(text, 'PolicyInputList.1')];
  const actions = ['database:Backup'];
  expect(run({ policies, actions, context: context('2026-10-01T00:00:00Z') })).toEqual([
    {
      action: 'database:Backup',
      resource: '*',
      decision: 'allowed',
      matchedStatements: [
        {
          sourcePolicyId: 'PolicyInputList.1',
          sourcePolicyType: 'IAM Policy',
          span: { start: { line: 1, column: 38 }, end: { line: 1, column: 167 } },
        },
      ],
      missingContextValues: [],
    },
  ]);
  expect(run({ policies, actions, context: context('2026-01-01T00:00:00Z') })).toMatchObject([
    { decision: 'implicitDeny', matchedStatements: [], missingContextValues: [] },
  ]);
  expect(run({ policies, actions })).toMatchObject([
    { decision: 'implicitDeny', missingContextValues: ['aws:CurrentTime'] },
  ]);
});

test('every action is decided on every resource, and of a deny all that deny are named', () => {
  const policies = [
    compiled(list({ Effect: 'Allow', Action: 'app:*', Resource: '*' }), 'reads'),
    compiled(list({ Effect: 'Deny', Action: 'app:Drop', Resource: pets }), 'keeps'),
  ];
  const results = run({ policies, actions: ['app:Read', 'app:Drop'], resources: [pets, `${pets}2`] });
  expect(
    results.map(({ action, resource, decision, matchedStatements }) => [
      action,
      resource,
      decision,
      matchedStatements.map(({ sourcePolicyId }) => sourcePolicyId),
    ]),
  ).toEqual([
    ['app:Read', pets, 'allowed', ['reads']],
    ['app:Read', `${pets}2`, 'allowed', ['reads']],
    ['app:Drop', pets, 'explicitDeny', ['keeps']],
    ['app:Drop', `${pets}2`, 'allowed', ['reads']],
  ]);
});

test('across accounts both sides have to allow, and the details say what each does', () => {
  const resourcePolicy = compiled(
    list({ Effect: 'Allow', Principal: '*', Action: 'app:Read', Resource: pets }),
    'ResourcePolicy',
    'resource',
  );
  const policies = [compiled(list({ Effect: 'Allow', Action: 'app:Write', Resource: '*' }), 'writes')];
  const common = { policies, resourcePolicy, resourceAccountId: owner, resources: [pets] };
  expect(run({ ...common, caller: ada })).toMatchObject([
    {
      decision: 'allowed',
      matchedStatements: [{ sourcePolicyId: 'ResourcePolicy', sourcePolicyType: 'Resource Policy' }],
    },
  ]);
  expect(run({ ...common, caller: ada })[0]).not.toHaveProperty('decisionDetails');
  expect(run({ ...common, caller: bob })).toMatchObject([
    {
      decision: 'implicitDeny',
      decisionDetails: { 'IAM Policy': 'implicitDeny', 'Resource Policy': 'allowed' },
    },
  ]);
});

test('a boundary is told of, and allows nothing by itself', () => {
  const boundary = compiled(list({ Effect: 'Allow', Action: 'app:Read', Resource: '*' }), 'boundary');
  const policies = [compiled(list({ Effect: 'Allow', Action: 'app:*', Resource: '*' }), 'all')];
  const results = run({ policies, boundary, actions: ['app:Read', 'app:Write'] });
  expect(results).toMatchObject([
    { decision: 'allowed', allowedByBoundary: true, matchedStatements: [{ sourcePolicyId: 'all' }] },
    { decision: 'implicitDeny', allowedByBoundary: false },
  ]);
});
