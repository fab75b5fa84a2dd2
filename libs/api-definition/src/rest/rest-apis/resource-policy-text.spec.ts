import { readPolicy, resourcePolicyCharsMax, shownPolicy } from './resource-policy-text.js';

const restApi = { owner: { accountId: '123456789012', region: 'eu-west-1' }, id: 'a1b2c3d4e5' };
const arn = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5';
const read = (document: unknown) => {
  const result = readPolicy(JSON.stringify(document), restApi);
  return result.ok && result.value !== null ? (JSON.parse(result.value) as unknown) : result;
};
const everybody = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke' };
const refusal = {
  ok: false,
  error: {
    message: 'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.',
  },
};

test('short resources become whole ARNs, and a list of one becomes its element', () => {
  expect(
    read({
      Version: '2012-10-17',
      Statement: [
        { ...everybody, Sid: 'one', Resource: ['execute-api:/*'] },
        { ...everybody, Sid: 'two', NotResource: ['execute-api:/prod/GET/a', 'arn:aws:s3:::other'] },
        { ...everybody, Sid: 'three', Action: ['execute-api:Invoke'], Resource: '*' },
      ],
    }),
  ).toEqual({
    Version: '2012-10-17',
    Statement: [
      { ...everybody, Sid: 'one', Resource: `${arn}/*` },
      { ...everybody, Sid: 'two', NotResource: [`${arn}/prod/GET/a`, 'arn:aws:s3:::other'] },
      { ...everybody, Sid: 'three', Action: ['execute-api:Invoke'], Resource: '*' },
    ],
  });
});

test('a single statement need not be a list', () => {
  expect(read({ Statement: { ...everybody, Resource: 'execute-api:/x' } })).toEqual({
    Statement: { ...everybody, Resource: `${arn}/x` },
  });
});

test('reading what was read changes nothing more', () => {
  const text = JSON.stringify({ Statement: [{ ...everybody, Resource: ['execute-api:/*'] }] });
  const once = readPolicy(text, restApi);
  expect(once.ok && readPolicy(once.value, restApi)).toEqual(once);
});

test('no policy is no policy', () => {
  expect(readPolicy('', restApi)).toEqual({ ok: true, value: null });
  expect(readPolicy(undefined, restApi)).toEqual({ ok: true, value: null });
});

test.each([
  '*',
  { AWS: '*' },
  { AWS: ['111111111111', 'arn:aws:iam::222222222222:root'] },
  { AWS: 'arn:aws:iam::111111111111:role/service/reader' },
  { AWS: 'arn:aws:iam::111111111111:user/ada' },
  { Service: 'apigateway.amazonaws.com' },
])('a principal may be %j', (Principal) => {
  expect(read({ Statement: { ...everybody, Principal, Resource: '*' } })).toMatchObject({
    Statement: { Principal },
  });
});

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['a number', '1'],
  ['nothing', 'null'],
  ['a text', '"x"'],
  ...[
    ['no principal', { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
    ['a principal that cannot be one', { ...everybody, Principal: { AWS: 'ada' }, Resource: '*' }],
    [
      'a wildcard within a principal',
      { ...everybody, Principal: { AWS: 'arn:aws:iam::1:*' }, Resource: '*' },
    ],
    ['no resource', everybody],
    ['no effect', { ...everybody, Effect: 'Maybe', Resource: '*' }],
    ['an unknown member', { ...everybody, Resource: '*', Resources: '*' }],
    [
      'an unknown operator',
      { ...everybody, Resource: '*', Condition: { IpAddres: { 'aws:SourceIp': '1' } } },
    ],
  ].map(([what, Statement]) => [what, JSON.stringify({ Statement })] as [string, string]),
])('what is no policy is refused: %s', (_, text) => {
  expect(readPolicy(text, restApi)).toMatchObject(refusal);
});

test('it may be as long as AWS lets it be, blanks and the ARN of its own API not counted', () => {
  const of = (Id: string): string =>
    JSON.stringify({ Id, Statement: { ...everybody, Resource: 'execute-api:/*' } }, null, 400);
  const room = resourcePolicyCharsMax - JSON.stringify(JSON.parse(of(''))).length;
  const longest = readPolicy(of('x'.repeat(room)), restApi);
  expect(longest.ok).toBe(true);
  expect(longest.ok && readPolicy(longest.value, restApi)).toEqual(longest);
  expect(readPolicy(of('x'.repeat(room + 1)), restApi)).toMatchObject({
    ok: false,
    error: { message: 'Invalid policy document. The policy may have at most 8192 characters.' },
  });
});

test('responses show it with its quotes escaped', () => {
  expect(shownPolicy('{"a":"b"}')).toBe(String.raw`{\"a\":\"b\"}`);
});
