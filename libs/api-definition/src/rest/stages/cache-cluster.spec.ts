import { stageWith } from '#libs/testing';
import {
  cacheClusterSizes,
  changeCacheCluster,
  currentCacheStatus,
  flushCache,
  flushCacheNamespaces,
  flushedNamespacesMax,
  newCacheCluster,
  type CacheCluster,
} from './cache-cluster.js';
import { patchStage } from './stage.patch-paths.js';
import type { Stage } from './stage.js';

const none = newCacheCluster(1_000);
const changed = (before: CacheCluster, ...[wanted]: [Parameters<typeof changeCacheCluster>[1]]) => {
  const result = changeCacheCluster(before, wanted);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const half = changed(none, { enabled: true });
const badSize = {
  message: 'Invalid cache cluster size specified. Valid options are 0.5,1.6,6.1,13.5,28.4,58.2,118,237',
};
const stageOf = (cluster: CacheCluster): Stage =>
  stageWith({ restApiId: 'api', stageName: 'dev', deploymentId: 'dep', ...cluster });

test('a cluster without a size has AWS’s smallest, and begins empty', () => {
  expect(half).toEqual({
    cacheClusterEnabled: true,
    cacheClusterSize: '0.5',
    cacheClusterStatus: 'CREATE_IN_PROGRESS',
    cacheEpoch: 1_001,
    flushedCacheNamespaces: {},
  });
});

test('UpdateStage changes the cluster as CreateStage makes it, and refuses a size by AWS’s text', () => {
  const patch = (path: string, value?: string) =>
    patchStage(stageOf(none), [{ op: 'replace', path, value }], {
      knownDeploymentIds: new Set(),
      nowMs: 2_000,
    });
  expect(patch('/cacheClusterEnabled', 'True')).toMatchObject({ ok: true, value: half });
  expect(patch('/cacheClusterEnabled', 'no')).toMatchObject({ ok: true, value: none });
  for (const value of ['0.7', '', undefined]) {
    expect(patch('/cacheClusterSize', value)).toMatchObject({ ok: false, error: badSize });
  }
});

test('a size without a cluster is kept for when there is one', () => {
  const sized = changed(none, { size: '6.1' });
  expect(sized).toEqual({ ...none, cacheClusterSize: '6.1' });
  expect(changed(sized, { enabled: true })).toMatchObject({ cacheClusterSize: '6.1', cacheEpoch: 1_001 });
});

test.each(cacheClusterSizes)('%s GB is a size', (size) => {
  expect(changed(none, { enabled: true, size }).cacheClusterSize).toBe(size);
});

test.each(['', '1', '0.50', '500', 'small'])('"%s" is none, with a cluster or without', (size) => {
  for (const enabled of [true, false]) {
    expect(changeCacheCluster(none, { enabled, size })).toMatchObject({ ok: false, error: badSize });
  }
});

test('another size drops all data, the same one does not', () => {
  const flushed = flushCacheNamespaces(stageOf(half), ['pets']);
  const same = { ...half, flushedCacheNamespaces: { pets: 1 } };
  expect(changed(flushed, { enabled: true, size: '0.5' })).toEqual(same);
  expect(changed(flushed, { size: '1.6' })).toMatchObject({
    cacheClusterStatus: 'CREATE_IN_PROGRESS',
    cacheEpoch: half.cacheEpoch + 1,
    flushedCacheNamespaces: {},
  });
});

test('a cluster that is disabled and enabled again does not find what it had', () => {
  const disabled = changed(half, { enabled: false });
  expect(disabled).toMatchObject({ cacheClusterSize: '0.5', cacheClusterStatus: 'DELETE_IN_PROGRESS' });
  expect(changed(disabled, { enabled: false })).toEqual(disabled);
  expect(changed(disabled, { enabled: true }).cacheEpoch).toBeGreaterThan(half.cacheEpoch);
});

test.each([
  ['created', half, 'CREATE_IN_PROGRESS', 'AVAILABLE'],
  ['flushed', flushCache(stageOf(half)), 'FLUSH_IN_PROGRESS', 'AVAILABLE'],
  ['deleted', changed(half, { enabled: false }), 'DELETE_IN_PROGRESS', 'NOT_AVAILABLE'],
  ['never made', none, 'NOT_AVAILABLE', 'NOT_AVAILABLE'],
] as const)('a cluster that was %s says so until gateways serve it', (_, cluster, before, after) => {
  expect(currentCacheStatus(cluster, false)).toBe(before);
  expect(currentCacheStatus(cluster, true)).toBe(after);
});

test('a flush is a new epoch; of a stage without a cache it is nothing', () => {
  const stage = stageOf(none);
  expect(flushCache(stage)).toBe(stage);
  expect(flushCacheNamespaces(stage, ['pets'])).toBe(stage);
  expect(flushCache(flushCache(stageOf(half))).cacheEpoch).toBe(half.cacheEpoch + 2);
});

test('namespaces are counted each by itself, and forgotten when the whole is flushed', () => {
  const twice = flushCacheNamespaces(flushCacheNamespaces(stageOf(half), ['a', '__proto__']), ['a']);
  expect(Object.entries(twice.flushedCacheNamespaces)).toEqual([
    ['a', 2],
    ['__proto__', 1],
  ]);
  expect(twice.cacheEpoch).toBe(half.cacheEpoch);
  expect(flushCache(twice).flushedCacheNamespaces).toEqual({});
});

test('more namespaces than a document should have flush the whole', () => {
  const names = Array.from({ length: flushedNamespacesMax }, (_, at) => `n${at}`);
  const full = flushCacheNamespaces(stageOf(half), names);
  expect(full.cacheEpoch).toBe(half.cacheEpoch);
  expect(flushCacheNamespaces(full, ['n0']).cacheEpoch).toBe(half.cacheEpoch);
  expect(flushCacheNamespaces(full, ['one more'])).toMatchObject({
    cacheEpoch: half.cacheEpoch + 1,
    flushedCacheNamespaces: {},
  });
});
