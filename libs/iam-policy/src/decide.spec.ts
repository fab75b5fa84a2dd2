import { awsPrincipal, compilePolicy, decide, parsePolicy, type PolicyRequest } from './index.js';

const compiled = (document: unknown) => {
  const { policy, fault } = parsePolicy(JSON.stringify(document), 'identity');
  if (policy === undefined) throw new Error(fault);
  return compilePolicy(policy, { name: 'p' });
};
const arn = 'arn:aws:execute-api:eu-west-1:111122223333:api1/prod/GET/pets';
const request = (
  values: Record<string, string | string[]> = {},
  more: Partial<PolicyRequest> = {},
): PolicyRequest => ({
  action: 'execute-api:Invoke',
  resource: arn,
  principal: awsPrincipal('arn:aws:iam::111122223333:user/ada'),
  contextValue: (key) => values[key],
  ...more,
});

test('the first statement that allows is named, and a deny wins wherever it stands', () => {
  const allow = { Sid: 'Reads', Effect: 'Allow', Action: 'execute-api:*', Resource: `${arn.slice(0, -4)}*` };
  const deny = { Effect: 'Deny', Action: 'EXECUTE-API:invoke', Resource: '*' };
  const only = compiled({ Version: '2012-10-17', Statement: allow });
  const both = compiled({ Version: '2012-10-17', Statement: [allow, deny] });
  expect(decide([only], request())).toMatchObject({
    effect: 'allow',
    statement: { policy: 'p', sid: 'Reads', index: 0 },
  });
  expect(decide([only], request({}, { action: 'apigateway:GET' })).effect).toBe('implicitDeny');
  expect(decide([both], request())).toMatchObject({ effect: 'explicitDeny', statement: { index: 1 } });
});
