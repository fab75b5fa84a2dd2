import { createSigningKeyCache, deriveSigningKey } from './signing-key.js';

const scope = { date: '20150830', region: 'us-east-1', service: 'iam' };
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

test('derives the key of the example in the AWS documentation', () => {
  expect(deriveSigningKey(secret, scope).toString('hex')).toBe(
    'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9',
  );
});

test('hands out a remembered key again and derives one for every other secret, day, region and service', () => {
  const cache = createSigningKeyCache();
  const key = cache.get(secret, scope);
  cache.remember(secret, scope, key);
  expect(cache.get(secret, scope)).toBe(key);
  for (const other of [{ date: '20150831' }, { region: 'us-east-2' }, { service: 'sts' }]) {
    expect(cache.get(secret, { ...scope, ...other })).not.toEqual(key);
  }
  expect(cache.get(`${secret}x`, scope)).not.toEqual(key);
});

test('holds no more than its bound and lets the least recently used go', () => {
  const cache = createSigningKeyCache({ entriesMax: 2 });
  const remembered = ['a', 'b', 'a', 'c'].map((name) => {
    const key = cache.get(name, scope);
    cache.remember(name, scope, key);
    return key;
  });
  expect(cache.get('a', scope)).toBe(remembered[2]);
  expect(cache.get('c', scope)).toBe(remembered[3]);
  expect(cache.get('b', scope)).not.toBe(remembered[1]);
});
