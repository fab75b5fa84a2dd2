import { awsPrincipal, compilePolicy, contextKeysOf, explain, parsePolicy } from './index.js';

const parsed = (statement: object, Version = '2012-10-17') => {
  const { policy, fault } = parsePolicy({ Version, Statement: statement }, 'resource');
  if (policy === undefined) throw new Error(fault);
  return policy;
};

test('each part that does not match is shown as it was compared', () => {
  const policy = parsed([
    {
      Sid: 'Own',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:role/r' },
      NotAction: 'app:Read',
      Resource: ['arn:aws:app:::${aws:username}/*', "arn:aws:app:::${aws:userid, 'nobody'}/${app:Odd}"],
      Condition: {
        IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.168.0.0/16'] },
        'ForAnyValue:StringEqualsIfExists': { 'aws:TagKeys': 'team' },
        Bool: { 'aws:SecureTransport': 'true' },
      },
    },
    { Effect: 'Deny', Principal: '*', Action: '*', Resource: 'arn:aws:app:::bob/*' },
  ]);
  const values: Record<string, string | string[]> = {
    'aws:username': 'ada',
    'aws:sourceip': '172.16.0.1',
    'aws:tagkeys': ['a', 'b'],
  };
  const explanation = explain([compilePolicy(policy, { name: 'api' })], {
    action: 'app:Read',
    resource: 'arn:aws:app:::bob/1',
    principal: awsPrincipal('arn:aws:iam::111122223333:user/ada'),
    contextValue: (key) => values[key],
  });
  expect(explanation).toEqual({
    decision: { effect: 'explicitDeny', statement: { policy: 'api', index: 1 } },
    statements: [
      {
        statement: { policy: 'api', sid: 'Own', index: 0 },
        effect: 'Allow',
        mismatches: [
          { element: 'NotAction', wanted: ['app:Read'], found: 'app:Read' },
          {
            element: 'Principal',
            wanted: ['AWS:arn:aws:iam::111122223333:role/r'],
            found: 'AWS:arn:aws:iam::111122223333:user/ada',
          },
          {
            element: 'Resource',
            wanted: ['arn:aws:app:::ada/*', 'arn:aws:app:::nobody/${app:Odd}'],
            found: 'arn:aws:app:::bob/1',
          },
          {
            element: 'IpAddress',
            key: 'aws:SourceIp',
            wanted: ['10.0.0.0/8', '192.168.0.0/16'],
            found: '172.16.0.1',
          },
          {
            element: 'ForAnyValue:StringEqualsIfExists',
            key: 'aws:TagKeys',
            wanted: ['team'],
            found: ['a', 'b'],
          },
          { element: 'Bool', key: 'aws:SecureTransport', wanted: ['true'] },
        ],
      },
      { statement: { policy: 'api', index: 1 }, effect: 'Deny', mismatches: [] },
    ],
  });
});

test('the keys that policies ask for are those of conditions and variables, each once as first written', () => {
  const statement = {
    Effect: 'Allow',
    Principal: '*',
    Action: '*',
    Resource: 'arn:aws:app:::${aws:username}/${*}',
    Condition: {
      DateGreaterThan: { 'aws:CurrentTime': '2026-01-01' },
      StringLike: { 'AWS:UserName': ["${app:Team, 'none'}*", '${'] },
    },
  };
  expect(contextKeysOf([parsed(statement)])).toEqual(['aws:username', 'aws:CurrentTime', 'app:Team']);
  expect(contextKeysOf([parsed(statement, '2008-10-17')])).toEqual(['aws:CurrentTime', 'AWS:UserName']);
});
