import {
  AttachUserPolicyCommand,
  CreateUserCommand,
  GetContextKeysForCustomPolicyCommand,
  GetContextKeysForPrincipalPolicyCommand,
  paginateSimulatePrincipalPolicy,
  PutUserPolicyCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { pageOf } from '#libs/identity';
import { allow, iamOf } from '../../testing/iam-of.js';
import { refusalOf } from '../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
let iam: IAMClient;
let userArn: string;
const conditional = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'FromHome',
      Effect: 'Allow',
      Action: 'execute-api:Invoke',
      Resource: 'arn:aws:execute-api:*:*:${aws:username}/*',
      Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    },
  ],
});
beforeAll(async () => {
  plane = await startControlPlane();
  iam = iamOf(plane);
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'sim', Path: '/x/' }));
  userArn = User!.Arn!;
  await iam.send(
    new PutUserPolicyCommand({ UserName: 'sim', PolicyName: 'own', PolicyDocument: conditional }),
  );
  const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  await iam.send(new AttachUserPolicyCommand({ UserName: 'sim', PolicyArn }));
});
afterAll(() => plane.close());

test('a principal is decided by what it has, inline and attached, and by what the call brings along', async () => {
  const deny = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action: 'iam:*', Resource: '*' },
  });
  const { EvaluationResults } = await iam.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: userArn,
      PolicyInputList: [deny],
      ActionNames: ['apigateway:GET', 'apigateway:POST', 'iam:GetUser'],
    }),
  );
  expect(
    EvaluationResults?.map(({ EvalActionName, EvalDecision, MatchedStatements }) => [
      EvalActionName,
      EvalDecision,
      MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId),
    ]),
  ).toEqual([
    ['apigateway:GET', 'allowed', ['arn:aws:iam::aws:policy/ReadOnlyAccess']],
    ['apigateway:POST', 'implicitDeny', []],
    ['iam:GetUser', 'explicitDeny', ['PolicyInputList.1']],
  ]);
});

test('conditions are decided by the values that are given, and what is missing is named', async () => {
  const simulate = async (ContextEntries: object[]) => {
    const { EvaluationResults } = await iam.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: [conditional],
        ActionNames: ['execute-api:Invoke'],
        ResourceArns: ['arn:aws:execute-api:us-east-1:000000000000:sim/dev/GET/'],
        ContextEntries,
      }),
    );
    return EvaluationResults![0]!;
  };
  const username = { ContextKeyName: 'aws:username', ContextKeyValues: ['sim'], ContextKeyType: 'string' };
  const ip = (address: string) => ({
    ContextKeyName: 'aws:SourceIp',
    ContextKeyValues: [address],
    ContextKeyType: 'ip',
  });
  expect(await simulate([username, ip('10.1.2.3')])).toMatchObject({
    EvalDecision: 'allowed',
    MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1', StartPosition: { Line: 1 } }],
  });
  expect((await simulate([username, ip('11.1.2.3')])).EvalDecision).toBe('implicitDeny');
  expect(await simulate([username])).toMatchObject({
    EvalDecision: 'implicitDeny',
    MissingContextValues: ['aws:SourceIp'],
  });
});

test('results come page by page, every action on every resource once', async () => {
  const ActionNames = ['apigateway:GET', 'apigateway:PUT', 'logs:GetLogEvents'];
  const ResourceArns = ['arn:aws:a:b:c:1', 'arn:aws:a:b:c:2', 'arn:aws:a:b:c:3'];
  const pairs: string[] = [];
  const input = { PolicySourceArn: userArn, ActionNames, ResourceArns };
  for await (const page of paginateSimulatePrincipalPolicy({ client: iam, pageSize: 4 }, input)) {
    expect(page.EvaluationResults!.length).toBeLessThanOrEqual(4);
    pairs.push(
      ...page.EvaluationResults!.map((result) => `${result.EvalActionName} ${result.EvalResourceName}`),
    );
  }
  expect(pairs).toEqual(ActionNames.flatMap((action) => ResourceArns.map((arn) => `${action} ${arn}`)));
});

test('results of resources that were named say so once more, others do not', async () => {
  const input = { PolicyInputList: [allow('*', 'arn:aws:a:b:c:1')], ActionNames: ['a:Get'] };
  const ResourceArns = ['arn:aws:a:b:c:1', 'arn:aws:a:b:c:2'];
  const { EvaluationResults } = await iam.send(new SimulateCustomPolicyCommand({ ...input, ResourceArns }));
  expect(EvaluationResults?.map((result) => result.ResourceSpecificResults)).toEqual([
    [
      {
        EvalResourceName: ResourceArns[0],
        EvalResourceDecision: 'allowed',
        MatchedStatements: EvaluationResults![0]!.MatchedStatements,
        MissingContextValues: [],
      },
    ],
    [
      {
        EvalResourceName: ResourceArns[1],
        EvalResourceDecision: 'implicitDeny',
        MatchedStatements: [],
        MissingContextValues: [],
      },
    ],
  ]);
  const unnamed = await iam.send(new SimulateCustomPolicyCommand(input));
  expect(unnamed.EvaluationResults?.[0]).not.toHaveProperty('ResourceSpecificResults');
});

test.each(['-5', '0.5', '1e400', 'x', ''])('a marker made up of %j leads to no result', async (key) => {
  const { marker } = pageOf('simulation', { after: null, count: 1 }, [key, ''], (item) => item);
  const input = { PolicyInputList: [allow('*')], ActionNames: ['a:Get'], Marker: marker! };
  const { EvaluationResults } = await iam.send(new SimulateCustomPolicyCommand(input));
  expect(EvaluationResults ?? []).toEqual([]);
});

test('the keys that policies ask for', async () => {
  const custom = new GetContextKeysForCustomPolicyCommand({ PolicyInputList: [conditional] });
  expect((await iam.send(custom)).ContextKeyNames?.sort()).toEqual(['aws:SourceIp', 'aws:username']);
  const principal = new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn: userArn });
  expect((await iam.send(principal)).ContextKeyNames?.sort()).toEqual(['aws:SourceIp', 'aws:username']);
});

test('a boundary and a resource policy take part', async () => {
  const ResourcePolicy = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' },
  });
  const input = { PolicyInputList: [allow('*')], ActionNames: ['execute-api:Invoke'] };
  const bounded = await iam.send(
    new SimulateCustomPolicyCommand({ ...input, PermissionsBoundaryPolicyInputList: [allow('iam:*')] }),
  );
  expect(bounded.EvaluationResults?.[0]).toMatchObject({
    EvalDecision: 'implicitDeny',
    PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
  });
  const across = await iam.send(
    new SimulateCustomPolicyCommand({
      ...input,
      ResourcePolicy,
      CallerArn: userArn,
      ResourceOwner: 'arn:aws:iam::222222222222:root',
    }),
  );
  expect(across.EvaluationResults?.[0]).toMatchObject({
    EvalDecision: 'allowed',
    EvalDecisionDetails: { 'IAM Policy': 'allowed', 'Resource Policy': 'allowed' },
  });
  expect(
    across.EvaluationResults?.[0]?.MatchedStatements?.map(({ SourcePolicyId }) => SourcePolicyId),
  ).toEqual(['PolicyInputList.1', 'ResourcePolicy']);
});

test.each([
  ['a policy that is none', { PolicyInputList: ['{'] }, /^400 InvalidInputException: PolicyInputList\.1: /],
  ['a resource policy without a caller', { ResourcePolicy: allow('*') }, /^400 InvalidInputException: /],
  [
    'more than it can look at',
    {
      ActionNames: Array.from({ length: 150 }, (_, at) => `a:b${at}`),
      ResourceArns: Array.from({ length: 150 }, (_, at) => `arn:aws:a:b:c:${at}`),
    },
    /^400 InvalidInputException: .*10000/,
  ],
])('refuses %s', async (_, input, refusal) => {
  const all = { PolicyInputList: [allow('*')], ActionNames: ['iam:GetUser'], ...input };
  expect(await refusalOf(iam.send(new SimulateCustomPolicyCommand(all)))).toMatch(refusal);
});

test('a principal of another account is not there', async () => {
  const other = iamOf(plane, await plane.credentialsOf('222222222222'));
  const input = { PolicySourceArn: userArn, ActionNames: ['iam:GetUser'] };
  expect(await refusalOf(other.send(new SimulatePrincipalPolicyCommand(input)))).toBe(
    '404 NoSuchEntityException: The user with name sim cannot be found.',
  );
});
