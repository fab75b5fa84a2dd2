import { randomBytes } from 'node:crypto';
import { patchApiKey } from './api-key.patch-paths.js';
import { createApiKey, type NewApiKey } from './create-api-key.js';
import type { PatchOperation } from '../../patch/index.js';

const made = {
  owner: { accountId: '000000000000', region: 'us-east-1' },
  id: 'key1234567',
  nowMs: 1000,
  randomBytes,
};
const message = (given: NewApiKey): string => {
  const result = createApiKey(given, made);
  return result.ok ? 'accepted' : result.error.message;
};

test('a key is disabled, nameless and has a generated value unless told otherwise', () => {
  const result = createApiKey({ name: '', value: '' }, made);
  expect(result).toMatchObject({
    ok: true,
    value: { apiKey: { enabled: false, name: null, stageKeys: [], tags: {} } },
  });
  expect(result.ok && result.value.value).toMatch(/^[A-Za-z0-9]{40}$/);
});

test.each<[NewApiKey, string]>([
  [{ name: 'n'.repeat(1024) }, 'accepted'],
  [{ name: 'n'.repeat(1025) }, 'Invalid API Key name, can be at most 1024 characters.'],
  [{ value: 'v'.repeat(19) }, 'API Key value should be at least 20 characters'],
  [{ value: 'v'.repeat(128) }, 'accepted'],
  [{ value: 'v'.repeat(129) }, 'API Key value exceeds maximum size of 128 characters'],
  [{ value: 'value with blanks and more' }, 'API Key value may hold visible ASCII characters only'],
  [{ description: 'd'.repeat(125_000) }, 'accepted'],
  [{ description: 'd'.repeat(125_001) }, 'Invalid API Key description specified.'],
  [
    { stageKeys: [{ restApiId: 'a' }] },
    'Invalid stage key specified: restApiId and stageName are both required',
  ],
])('lengths and characters are checked (case %#)', (given, expected) => {
  expect(message(given)).toBe(expected);
});

const key = { ...createdKey(), valueDigest: 'digest' };
function createdKey() {
  const result = createApiKey({ name: 'k', stageKeys: [{ restApiId: 'a', stageName: 's' }] }, made);
  if (!result.ok) throw new Error(result.error.message);
  return result.value.apiKey;
}

test('a patch changes what may change', () => {
  const replace = (path: string, value: string): PatchOperation => ({ op: 'replace', path, value });
  const operations = [
    replace('/name', ''),
    replace('/description', 'd'),
    replace('/enabled', 'TRUE'),
    replace('/customerId', 'c'),
  ];
  expect(patchApiKey(key, operations, 2000)).toEqual({
    ok: true,
    value: { ...key, name: null, description: 'd', enabled: true, customerId: 'c', lastUpdatedAtMs: 2000 },
  });
  expect(key.stageKeys).toEqual(['a/s']);
});

test.each<[PatchOperation, string]>([
  [
    { op: 'replace', path: '/id', value: 'x' },
    "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]",
  ],
  [
    { op: 'add', path: '/name', value: 'x' },
    "Invalid patch path  '/name' specified for op 'add'. Please choose supported operations",
  ],
  [
    { op: 'replace', path: '/description', value: 'd'.repeat(125_001) },
    'Invalid API Key description specified.',
  ],
  [
    { op: 'replace', path: '/name', value: 'n'.repeat(1025) },
    'Invalid API Key name, can be at most 1024 characters.',
  ],
])('a patch is refused (case %#)', (operation, expected) => {
  expect(patchApiKey(key, [operation], 1)).toMatchObject({ ok: false, error: { message: expected } });
});
