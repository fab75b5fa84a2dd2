import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from 'lmdb';
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

const at = (seq: number) => ({ seq, mark: `mark ${seq}` });
const change = (seq: number, body: string | null, name = 'k') => ({
  seq,
  kind: 'api-key',
  name,
  digest: 'd',
  body,
});

test('a document is replaced by a newer one and never by an older one, whatever the order', async () => {
  await store.commit({ applied: [change(5, '{"v":5}')], refused: [] }, at(5));
  await store.commit({ applied: [change(3, '{"v":3}')], refused: [] }, at(3));
  expect(store.get('api-key', 'k')).toEqual({ name: 'k', seq: 5, digest: 'd', body: '{"v":5}' });
  expect(store.position()).toEqual(at(5));
});

test('a deleted document does not come back through a process that is behind', async () => {
  await store.commit({ applied: [change(5, null)], refused: [] }, at(5));
  await store.commit({ applied: [change(4, '{}')], refused: [] }, at(4));
  expect(store.get('api-key', 'k')).toBeUndefined();
  expect([...store.list('api-key')]).toEqual([]);
});

test('what was deleted leaves no record once nobody can hear of it, and what came back since stays', async () => {
  const applied = [change(5, null), change(6, null, 'l'), change(9, null, 'm'), change(10, '{}', 'l')];
  await store.commit({ applied: applied.slice(0, 3), refused: [] }, at(9));
  await store.commit({ applied: applied.slice(3), refused: [] }, at(10));
  const records = () => [
    ...open({ path: folder }).openDB({ name: 'documents', encoding: 'string' }).getKeys(),
  ];
  expect(records()).toEqual(['api-key/k', 'api-key/l', 'api-key/m']);
  await store.forgetDeletedBefore(9);
  expect(records()).toEqual(['api-key/l', 'api-key/m']);
  expect(store.get('api-key', 'l')?.body).toBe('{}');
  await store.commit({ applied: [change(8, '{}', 'm')], refused: [] }, at(10));
  expect(store.get('api-key', 'm')).toBeUndefined();
});

test('kinds whose names begin alike are kept apart', async () => {
  await store.commit(
    {
      applied: [change(1, '{}'), { ...change(2, '{}'), kind: 'api-key-2' }, change(3, '{"a":"x y"}', 'l')],
      refused: [],
    },
    at(3),
  );
  expect([...store.list('api-key')].map(({ name, body }) => [name, body])).toEqual([
    ['k', '{}'],
    ['l', '{"a":"x y"}'],
  ]);
});

test('what is refused is kept until a newer version is applied', async () => {
  await store.commit({ applied: [], refused: [{ ...change(1, '{}'), reason: 'no' }] }, at(1));
  expect(store.refused()).toEqual([{ ...change(1, '{}'), reason: 'no' }]);
  await store.commit({ applied: [change(2, '{}')], refused: [] }, at(2));
  expect(store.refused()).toEqual([]);
});

test('its files are for its own user alone', () => {
  const modes = readdirSync(folder).map((file) => statSync(join(folder, file)).mode & 0o777);
  expect(modes.length).toBeGreaterThan(0);
  expect(new Set(modes)).toEqual(new Set([0o600]));
});

test('a new generation takes the place of the old one whole, lower numbers or not', async () => {
  await store.commit({ applied: [change(50, '{"v":50}'), change(51, '{}', 'gone')], refused: [] }, at(51));
  const next = await store.beginGeneration();
  await next.add({ applied: [change(3, '{"v":3}')], refused: [] });
  expect(store.get('api-key', 'k')?.seq).toBe(50);
  expect(await store.putInPlace(next, at(3))).toBe(true);
  expect([...store.list('api-key')].map(({ name, seq }) => [name, seq])).toEqual([['k', 3]]);
  expect(store.position()).toEqual(at(3));
  await store.commit({ applied: [change(4, '{"v":4}')], refused: [] }, at(4));
  await store.close();
  store = LocalStore.open(folder);
  expect([store.get('api-key', 'k')?.seq, store.position()]).toEqual([4, at(4)]);
});

test('of two processes that gather a feed at once one comes first; the other reads that one, and its pages wait', async () => {
  const other = LocalStore.open(folder);
  const [one, two] = [await store.beginGeneration(), await other.beginGeneration()];
  expect(one.number).not.toBe(two.number);
  await one.add({ applied: [change(1, '{"of":"one"}')], refused: [] });
  await two.add({ applied: [change(1, '{"of":"two"}')], refused: [] });
  expect(await store.putInPlace(one, at(1))).toBe(true);
  expect(other.isReplaced).toBe(true);
  await other.commit({ applied: [change(60, '{"of":"before"}')], refused: [] }, at(60));
  expect(await other.putInPlace(two, at(1))).toBe(false);
  other.reopen();
  expect(other.isReplaced).toBe(false);
  expect(other.get('api-key', 'k')?.body).toBe('{"of":"one"}');
  expect(store.position()).toEqual(at(1));
  await other.close();
});

test('however often a feed is started over, two generations are on disk', async () => {
  const databases = () => JSON.stringify([...open({ path: folder, readOnly: true }).getKeys()]);
  for (let round = 1; round <= 12; round += 1) {
    const next = await store.beginGeneration();
    await next.add({ applied: [change(round, '{}')], refused: [] });
    await store.putInPlace(next, at(round));
    // As if a process had been killed while it gathered.
    if (round % 4 === 0) await store.beginGeneration();
  }
  expect(databases().match(/documents/g)?.length).toBeLessThanOrEqual(3);
});

test('a deletion that is put off is kept until it is applied', async () => {
  const deletion = { ...change(2, null), kind: 'snapshot' };
  await store.commit(
    { applied: [{ ...deletion, seq: 1, body: '{}' }], refused: [], putOff: [deletion] },
    at(2),
  );
  expect(store.putOff()).toEqual([deletion]);
  expect(store.get('snapshot', 'k')).toBeDefined();
  await store.commit({ applied: [deletion], refused: [] }, at(3));
  expect([store.putOff(), store.get('snapshot', 'k')]).toEqual([[], undefined]);
});
