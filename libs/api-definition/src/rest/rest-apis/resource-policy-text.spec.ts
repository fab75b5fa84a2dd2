import { readPolicy, shownPolicy } from './resource-policy-text.js';

const restApi = { owner: { accountId: '123456789012', region: 'eu-west-1' }, id: 'a1b2c3d4e5' };
const arn = 'arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5';
const read = (document: unknown) => {
  const result = readPolicy(JSON.stringify(document), restApi);
  return result.ok && result.value !== null ? (JSON.parse(result.value) as unknown) : result;
};

test('short resources become whole ARNs, and a list of one becomes its element', () => {
  expect(
    read({
      Version: '2012-10-17',
      Statement: [
        { Sid: 'one', Resource: ['execute-api:/*'] },
        { Sid: 'two', NotResource: ['execute-api:/prod/GET/a', 'arn:other'] },
        { Sid: 'three', Action: ['execute-api:Invoke'] },
      ],
    }),
  ).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'one', Resource: `${arn}/*` },
      { Sid: 'two', NotResource: [`${arn}/prod/GET/a`, 'arn:other'] },
      { Sid: 'three', Action: ['execute-api:Invoke'] },
    ],
  });
});

test('a single statement need not be a list', () => {
  expect(read({ Statement: { Resource: 'execute-api:/x' } })).toEqual({
    Statement: { Resource: `${arn}/x` },
  });
});

test('reading what was read changes nothing more', () => {
  const once = readPolicy('{"Statement":[{"Resource":["execute-api:/*"]}]}', restApi);
  expect(once.ok && readPolicy(once.value, restApi)).toEqual(once);
});

test('no policy is no policy; what is no JSON object is refused', () => {
  expect(readPolicy('', restApi)).toEqual({ ok: true, value: null });
  expect(readPolicy(undefined, restApi)).toEqual({ ok: true, value: null });
  for (const text of ['{', '[]', '1', 'null', '"x"']) expect(readPolicy(text, restApi).ok).toBe(false);
});

test('answers show it with its quotes escaped', () => {
  expect(shownPolicy('{"a":"b"}')).toBe(String.raw`{\"a\":\"b\"}`);
});
