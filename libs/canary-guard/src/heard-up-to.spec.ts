import { heardUpTo, type ServingGateway } from './heard-up-to.js';

const nowMs = 1_800_000_000_000;
const gateway = (gatewayId: string, given: Partial<ServingGateway> = {}): ServingGateway => ({
  gatewayId,
  connected: true,
  lastSeenAtMs: nowMs,
  reportedUpToMs: nowMs - 3_000,
  hasLeft: false,
  ...given,
});

test('everything is known up to the report of the one that is furthest behind', () => {
  const all = [gateway('a'), gateway('b', { reportedUpToMs: nowMs - 7_000 })];
  expect(heardUpTo(all, nowMs)).toEqual({ upToMs: nowMs - 7_000, problems: [] });
});

test('one that is silent holds everything up, and is named', () => {
  expect(heardUpTo([gateway('a'), gateway('b', { reportedUpToMs: nowMs - 21_000 })], nowMs)).toEqual({
    upToMs: nowMs - 21_000,
    problems: ['gateway b has not reported for 21 s'],
  });
  expect(heardUpTo([gateway('a'), gateway('b', { reportedUpToMs: null })], nowMs)).toEqual({
    upToMs: null,
    problems: ['gateway b has not reported on this canary yet'],
  });
});

test('one that is cut off may serve on, until it is away for so long that it was stopped', () => {
  const away = (ms: number) =>
    gateway('b', { connected: false, lastSeenAtMs: nowMs - ms, reportedUpToMs: nowMs - ms });
  expect(heardUpTo([gateway('a'), away(60_000)], nowMs).problems).toEqual([
    'gateway b, which is not connected, has not reported for 60 s',
  ]);
  expect(heardUpTo([gateway('a'), away(15 * 60_000)], nowMs).problems).toEqual([]);
});

test('one that has stopped is not waited for, unless it is here again', () => {
  const left = { hasLeft: true, reportedUpToMs: nowMs - 60_000 };
  expect(heardUpTo([gateway('a'), gateway('b', { ...left, connected: false })], nowMs).problems).toEqual([]);
  expect(heardUpTo([gateway('a'), gateway('b', left)], nowMs).problems).toHaveLength(1);
});

test('without a gateway nothing is known', () => {
  expect(heardUpTo([], nowMs)).toEqual({ upToMs: null, problems: ['no gateway is connected'] });
});

test('a thousand silent gateways are not named one by one', () => {
  const all = Array.from({ length: 1_000 }, (_, n) => gateway(`g${n}`, { reportedUpToMs: null }));
  const { problems } = heardUpTo(all, nowMs);
  expect(problems).toHaveLength(6);
  expect(problems[5]).toBe('995 more have not reported');
});
