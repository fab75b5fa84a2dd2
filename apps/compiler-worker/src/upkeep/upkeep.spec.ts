import { waitFor } from '#libs/testing';
import { inParts } from './in-parts.js';
import { Upkeep, type UpkeepRound } from './upkeep.js';

const lines: string[] = [];
const log = { info: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
beforeEach(() => void (lines.length = 0));

/** Whatever it is given, until the end of the test. */
const started: Upkeep[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((upkeep) => upkeep.beforeApplicationShutdown()));
});
function start(...rounds: UpkeepRound[]): Upkeep {
  const upkeep = new Upkeep(rounds, log);
  started.push(upkeep);
  upkeep.onApplicationBootstrap();
  return upkeep;
}

test('each round runs again and again, one at a time, and one that hangs holds no other up', async () => {
  let atOnce = 0;
  let rounds = 0;
  let release = (): void => undefined;
  start(
    { name: 'hangs', everyMs: 1, run: () => new Promise((resolve) => (release = resolve)) },
    {
      name: 'goes',
      everyMs: 1,
      run: async () => {
        expect((atOnce += 1)).toBe(1);
        await new Promise(setImmediate);
        atOnce -= 1;
        rounds += 1;
      },
    },
  );
  await waitFor(() => rounds >= 5);
  release();
});

test('a round that fails is tried again, holds no other up, and is logged once until it goes on', async () => {
  let tries = 0;
  let others = 0;
  start(
    {
      name: 'fails',
      everyMs: 1,
      run: () => ((tries += 1) < 4 ? Promise.reject(new Error('away')) : Promise.resolve()),
    },
    { name: 'other', everyMs: 1, run: async () => void (others += 1) },
  );
  await waitFor(() => tries >= 6 && others >= 3);
  expect(lines).toEqual(['upkeep failed and is tried again', 'upkeep goes on']);
});

test('a round that throws at once is a failure like any other', async () => {
  let tries = 0;
  start({
    name: 'throws',
    everyMs: 1,
    run: () => {
      if ((tries += 1) === 1) throw new Error('a bug');
      return Promise.resolve();
    },
  });
  await waitFor(() => tries >= 3);
  expect(lines).toEqual(['upkeep failed and is tried again', 'upkeep goes on']);
});

test('a worker that stops ends a long round at its next part, waits for it, and begins no other', async () => {
  let parts = 0;
  let ended = 0;
  const upkeep = start({
    name: 'endless',
    everyMs: 1,
    run: async (_, stopping) => {
      await inParts(10, stopping, async () => {
        await new Promise(setImmediate);
        parts += 1;
        return 10;
      });
      ended += 1;
    },
  });
  await waitFor(() => parts >= 3);
  await upkeep.beforeApplicationShutdown();
  expect(ended).toBe(1);
  const partsThen = parts;
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  expect([ended, parts]).toEqual([1, partsThen]);
});

test('parts end with the first that is not full', async () => {
  const left = [10, 12, 9, 10];
  await inParts(10, new AbortController().signal, async () => left.shift()!);
  expect(left).toEqual([10]);
});
