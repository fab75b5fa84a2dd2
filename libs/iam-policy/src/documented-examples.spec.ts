import { awsPrincipal, compilePolicy, decide, parsePolicy, type Decision } from './index.js';

/**
 * Situations that the IAM User Guide (Example IAM identity-based policies) and the API Gateway Developer
 * Guide (API Gateway resource policy examples; Control access for invoking an API) show policies for, with
 * names and values of our own.
 */

type Values = Record<string, string | readonly string[]>;
interface Asked {
  readonly action?: string;
  readonly resource?: string;
  readonly by?: string;
  readonly values?: Values;
}

const owner = '111122223333';
const api = `arn:aws:execute-api:eu-west-1:${owner}:petshop`;
const invoke = 'execute-api:Invoke';
const decided = (
  statements: readonly object[],
  { action = invoke, resource = `${api}/prod/GET/pets`, by, values = {} }: Asked,
) => {
  const kind = statements.some((each) => 'Principal' in each || 'NotPrincipal' in each)
    ? 'resource'
    : 'identity';
  const { policy, fault } = parsePolicy(
    JSON.stringify({ Version: '2012-10-17', Statement: statements }),
    kind,
  );
  if (policy === undefined) throw new Error(fault);
  return decide([compilePolicy(policy, { name: 'p' })], {
    action,
    resource,
    ...(by !== undefined && { principal: awsPrincipal(by) }),
    contextValue: (key) => values[key],
  }).effect;
};

const situations: Record<string, [statements: object[], ...rows: [Asked, Decision['effect']][]]> = {
  'an API for everybody but a range of addresses': [
    [
      { Effect: 'Allow', Principal: '*', Action: invoke, Resource: `${api}/*` },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: invoke,
        Resource: `${api}/*`,
        Condition: { IpAddress: { 'aws:SourceIp': ['198.51.100.0/24', '2001:db8:9::/48'] } },
      },
    ],
    [{ values: { 'aws:sourceip': '203.0.113.9' } }, 'allow'],
    [{ values: { 'aws:sourceip': '198.51.100.77' } }, 'explicitDeny'],
    [{ values: { 'aws:sourceip': '2001:db8:9:1::5' } }, 'explicitDeny'],
  ],
  'a private API for one VPC': [
    [
      { Effect: 'Allow', Principal: '*', Action: invoke, Resource: `${api}/*` },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: invoke,
        Resource: `${api}/*`,
        Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-0a1b' } },
      },
    ],
    [{ values: { 'aws:sourcevpc': 'vpc-0a1b' } }, 'allow'],
    [{ values: { 'aws:sourcevpc': 'vpc-0ffff' } }, 'explicitDeny'],
    [{}, 'explicitDeny'],
  ],
  'an API for a role and a user of another account': [
    [
      {
        Effect: 'Allow',
        Principal: {
          AWS: ['arn:aws:iam::444455556666:role/shop/buyer', 'arn:aws:iam::444455556666:user/eve'],
        },
        Action: invoke,
        Resource: [`${api}/prod/GET/*`, `${api}/prod/POST/orders`],
      },
    ],
    [{ by: 'arn:aws:sts::444455556666:assumed-role/buyer/monday' }, 'allow'],
    [{ by: 'arn:aws:iam::444455556666:user/eve', resource: `${api}/prod/POST/orders` }, 'allow'],
    [{ by: 'arn:aws:iam::444455556666:user/eve', resource: `${api}/prod/DELETE/orders` }, 'implicitDeny'],
    [{ by: 'arn:aws:iam::444455556666:user/bob' }, 'implicitDeny'],
    [{}, 'implicitDeny'],
  ],
  'a caller of two stages who may not delete': [
    [
      { Effect: 'Allow', Action: [invoke], Resource: [`${api}/test/*`, `${api}/prod/*/pets*`] },
      { Effect: 'Deny', Action: 'execute-api:*', Resource: `${api}/*/DELETE/*` },
    ],
    [{ resource: `${api}/test/PUT/anything` }, 'allow'],
    [{ resource: `${api}/prod/GET/pets/7` }, 'allow'],
    [{ resource: `${api}/prod/GET/orders` }, 'implicitDeny'],
    [{ resource: `${api}/test/DELETE/pets` }, 'explicitDeny'],
    [{ action: 'execute-api:InvalidateCache' }, 'implicitDeny'],
  ],
  'who reads one API, and lists all': [
    [
      { Effect: 'Allow', Action: 'apigateway:GET', Resource: 'arn:aws:apigateway:*::/restapis' },
      {
        Effect: 'Allow',
        Action: 'apigateway:GET',
        Resource: 'arn:aws:apigateway:eu-west-1::/restapis/petshop*',
      },
    ],
    [{ action: 'apigateway:GET', resource: 'arn:aws:apigateway:eu-west-1::/restapis' }, 'allow'],
    [
      { action: 'apigateway:GET', resource: 'arn:aws:apigateway:eu-west-1::/restapis/petshop/stages' },
      'allow',
    ],
    [
      { action: 'apigateway:GET', resource: 'arn:aws:apigateway:us-east-1::/restapis/petshop' },
      'implicitDeny',
    ],
    [
      { action: 'apigateway:PATCH', resource: 'arn:aws:apigateway:eu-west-1::/restapis/petshop' },
      'implicitDeny',
    ],
  ],
  'a folder of one own': [
    [
      {
        Effect: 'Allow',
        Action: 'store:List',
        Resource: 'arn:aws:store:::files',
        Condition: { StringLike: { 'store:prefix': ['', 'home/', 'home/${aws:username}/*'] } },
      },
      { Effect: 'Allow', Action: 'store:*', Resource: 'arn:aws:store:::files/home/${aws:username}/*' },
    ],
    [{ action: 'store:List', resource: 'arn:aws:store:::files', values: { 'store:prefix': '' } }, 'allow'],
    [
      {
        action: 'store:List',
        resource: 'arn:aws:store:::files',
        values: { 'store:prefix': 'home/ada/2026', 'aws:username': 'ada' },
      },
      'allow',
    ],
    [
      {
        action: 'store:List',
        resource: 'arn:aws:store:::files',
        values: { 'store:prefix': 'home/bob/', 'aws:username': 'ada' },
      },
      'implicitDeny',
    ],
    [
      {
        action: 'store:Put',
        resource: 'arn:aws:store:::files/home/ada/x',
        values: { 'aws:username': 'ada' },
      },
      'allow',
    ],
    [{ action: 'store:Put', resource: 'arn:aws:store:::files/home//x' }, 'implicitDeny'],
  ],
  'a month in which something may be done': [
    [
      {
        Effect: 'Allow',
        Action: 'app:Publish',
        Resource: '*',
        Condition: {
          DateGreaterThan: { 'aws:CurrentTime': '2026-07-01T00:00:00Z' },
          DateLessThan: { 'aws:CurrentTime': '2026-07-31T23:59:59Z' },
        },
      },
    ],
    [{ action: 'app:Publish', values: { 'aws:currenttime': '2026-07-14T12:00:00Z' } }, 'allow'],
    [{ action: 'app:Publish', values: { 'aws:currenttime': '2026-08-01T00:00:00Z' } }, 'implicitDeny'],
  ],
  'nothing without a second factor but setting one up': [
    [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      {
        Effect: 'Deny',
        NotAction: ['iam:EnableMFADevice', 'iam:GetUser', 'sts:GetSessionToken'],
        Resource: '*',
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
    [{ values: { 'aws:multifactorauthpresent': 'true' } }, 'allow'],
    [{ values: { 'aws:multifactorauthpresent': 'false' } }, 'explicitDeny'],
    [{}, 'explicitDeny'],
    [{ action: 'iam:getuser' }, 'allow'],
  ],
  'what carries the tag of the caller, tagged with known keys alone': [
    [
      {
        Effect: 'Allow',
        Action: 'app:*',
        Resource: '*',
        Condition: {
          StringEquals: { 'aws:ResourceTag/project': "${aws:PrincipalTag/project, 'shared'}" },
          'ForAllValues:StringEquals': { 'aws:TagKeys': ['project', 'stage'] },
        },
      },
    ],
    [
      { action: 'app:Tag', values: { 'aws:resourcetag/project': 'red', 'aws:principaltag/project': 'red' } },
      'allow',
    ],
    [{ action: 'app:Tag', values: { 'aws:resourcetag/project': 'shared' } }, 'allow'],
    [
      {
        action: 'app:Tag',
        values: { 'aws:resourcetag/project': 'shared', 'aws:tagkeys': ['project', 'owner'] },
      },
      'implicitDeny',
    ],
    [{ action: 'app:Tag', values: { 'aws:principaltag/project': 'red' } }, 'implicitDeny'],
  ],
  'only the calls of one event source': [
    [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'queue:Send',
        Resource: `arn:aws:queue:eu-west-1:${owner}:orders`,
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:events:*:${owner}:rule/orders-*` } },
      },
    ],
    [
      {
        action: 'queue:Send',
        resource: `arn:aws:queue:eu-west-1:${owner}:orders`,
        values: { 'aws:sourcearn': `arn:aws:events:eu-west-1:${owner}:rule/orders-new` },
      },
      'allow',
    ],
    [
      {
        action: 'queue:Send',
        resource: `arn:aws:queue:eu-west-1:${owner}:orders`,
        values: { 'aws:sourcearn': 'arn:aws:events:eu-west-1:444455556666:rule/orders-new' },
      },
      'implicitDeny',
    ],
  ],
};

describe.each(Object.entries(situations))('%s', (_name, [statements, ...rows]) => {
  test.each(rows)('%j: %s', (asked, effect) => expect(decided(statements, asked)).toBe(effect));
});
