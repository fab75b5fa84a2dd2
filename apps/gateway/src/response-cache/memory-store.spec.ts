import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { keptBodyBytesMax } from '../invocation/response-cache/response-store.js';
import { describeResponseStore, megabyte, responseOf } from '../testing/describe-response-store.js';
import { MemoryStore } from './memory-store.js';

const gigabyte = 1024 * megabyte;

describe('responses in memory', () => {
  describeResponseStore(() => {
    const clock = { nowMs: 1_000_000 };
    const store = new MemoryStore({ bytesMax: gigabyte, wallMs: () => clock.nowMs });
    return { store, behind: store, clock, settled: () => Promise.resolve(), close: () => undefined };
  });
});

const scopeOf = (stageName: string, bytesMax = gigabyte, epoch = '0') => ({ stageName, epoch, bytesMax });
const start = (bytesMax: number) => new MemoryStore({ bytesMax, wallMs: () => 1_000_000 });

test('over all stages the largest gives way: a small one keeps its responses beside a stream of keys', () => {
  const store = start(megabyte);
  const small = store.open(scopeOf('small/prod'));
  const large = store.open(scopeOf('large/prod'));
  for (let index = 0; index < 10; index++) small.keep(`key ${index}`, responseOf(randomBytes(10_000)));
  for (let index = 0; index < 1000; index++) large.keep(`key ${index}`, responseOf(randomBytes(10_000)));
  expect(store.state().bytes).toBeLessThanOrEqual(megabyte);
  expect(store.state().bytes).toBeGreaterThan(0.9 * megabyte);
  for (let index = 0; index < 10; index++) expect(small.find(`key ${index}`)).not.toBeNull();
  expect(large.find('key 999')).not.toBeNull();
  expect(large.find('key 0')).toBeNull();
  const { entries, evictions } = store.state();
  expect(entries + evictions).toBe(1010);
});

test('a flush, another size, a stage that goes: what it held is counted no more', () => {
  const store = start(gigabyte);
  const fill = (epoch: string, bytesMax = gigabyte): void => {
    const responses = store.open(scopeOf('api/prod', bytesMax, epoch));
    for (let index = 0; index < 100; index++) responses.keep(`key ${index}`, responseOf(randomBytes(1000)));
  };
  fill('0');
  const { bytes } = store.state();
  fill('1');
  expect(store.state()).toEqual({ bytes, entries: 100, evictions: 0 });
  fill('1', gigabyte / 2);
  expect(store.state()).toEqual({ bytes, entries: 100, evictions: 0 });
  store.close('api/prod');
  expect(store.state()).toEqual({ bytes: 0, entries: 0, evictions: 0 });
});

test('where no memory is given nothing is kept', () => {
  const store = start(0);
  const responses = store.open(scopeOf('api/prod'));
  responses.keep('key', responseOf('here'));
  expect(responses.find('key')).toBeNull();
  expect(store.state()).toMatchObject({ bytes: 0, entries: 0 });
});

test('what a stage may hold is divided by the processes that each hold a part of it', () => {
  const store = new MemoryStore({ bytesMax: gigabyte, processes: 4 });
  const responses = store.open(scopeOf('api/prod', 4 * megabyte));
  for (let index = 0; index < 100; index++) {
    responses.keep(`key ${index}`, responseOf(randomBytes(100_000), { nowMs: Date.now() }));
  }
  expect(store.state().bytes).toBeLessThanOrEqual(megabyte);
  expect(store.state().entries).toBeGreaterThanOrEqual(8);
});

describe('memory under a stream of distinct keys', () => {
  const collectGarbage = (): void => {
    setFlagsFromString('--expose-gc');
    (runInNewContext('gc') as () => void)();
  };
  const memory = (): number => {
    collectGarbage();
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };

  test('a stage of 0.5 GB stays under its bound, by its count and in the process', () => {
    const bytesMax = 0.5 * gigabyte;
    const before = memory();
    const store = start(2 * gigabyte);
    const responses = store.open(scopeOf('api/prod', bytesMax));
    // Three times what it may hold; pages that nobody writes to cost the machine nothing.
    for (let index = 0; index < 1536; index++) {
      responses.keep(`key ${index}`, responseOf(Buffer.allocUnsafeSlow(keptBodyBytesMax)));
      expect(store.state().bytes).toBeLessThanOrEqual(bytesMax);
    }
    expect(store.state().entries).toBeGreaterThan(500);
    expect(memory() - before).toBeLessThan(bytesMax + 64 * megabyte);
  });

  test('very small responses are counted with what they take beside their bytes', () => {
    const before = memory();
    const store = start(gigabyte);
    const responses = store.open(scopeOf('api/prod', 32 * megabyte));
    for (let index = 0; index < 100_000; index++) {
      responses.keep(`deployment/resource/GET/q=${index}`, responseOf(Buffer.from('a body of a few bytes')));
    }
    const { bytes, entries } = store.state();
    expect(entries).toBeGreaterThan(15_000);
    expect(bytes).toBeLessThanOrEqual(32 * megabyte);
    expect(memory() - before).toBeLessThan(40 * megabyte);
    expect(responses.find('deployment/resource/GET/q=99999')).not.toBeNull();
  });
});
