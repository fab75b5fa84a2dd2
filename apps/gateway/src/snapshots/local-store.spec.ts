import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStore } from './local-store.js';

let folder: string;
let store: LocalStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-store-'));
  store = LocalStore.open(folder);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const change = (seq: number, body: string | null, name = 'k') => ({
  seq,
  kind: 'api-key',
  name,
  digest: 'd',
  body,
});

test('a document is replaced by a newer one and never by an older one, whatever the order', async () => {
  await store.commit({ applied: [change(5, '{"v":5}')], refused: [], upTo: 5 });
  await store.commit({ applied: [change(3, '{"v":3}')], refused: [], upTo: 3 });
  expect(store.get('api-key', 'k')).toEqual({ name: 'k', seq: 5, digest: 'd', body: '{"v":5}' });
  expect(store.appliedSeq()).toBe(5);
});

test('a deleted document does not come back through a process that is behind', async () => {
  await store.commit({ applied: [change(5, null)], refused: [], upTo: 5 });
  await store.commit({ applied: [change(4, '{}')], refused: [], upTo: 4 });
  expect(store.get('api-key', 'k')).toBeUndefined();
  expect([...store.list('api-key')]).toEqual([]);
});

test('kinds whose names begin alike are kept apart', async () => {
  await store.commit({
    applied: [change(1, '{}'), { ...change(2, '{}'), kind: 'api-key-2' }, change(3, '{"a":"x y"}', 'l')],
    refused: [],
    upTo: 3,
  });
  expect([...store.list('api-key')].map(({ name, body }) => [name, body])).toEqual([
    ['k', '{}'],
    ['l', '{"a":"x y"}'],
  ]);
});

test('what is refused is kept until a newer version is applied', async () => {
  await store.commit({ applied: [], refused: [{ ...change(1, '{}'), reason: 'no' }], upTo: 1 });
  expect(store.refused()).toEqual([{ ...change(1, '{}'), reason: 'no' }]);
  await store.commit({ applied: [change(2, '{}')], refused: [], upTo: 2 });
  expect(store.refused()).toEqual([]);
});

test('its files are for its own user alone', () => {
  const modes = readdirSync(folder).map((file) => statSync(join(folder, file)).mode & 0o777);
  expect(modes.length).toBeGreaterThan(0);
  expect(new Set(modes)).toEqual(new Set([0o600]));
});
