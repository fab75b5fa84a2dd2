import type { LeaseGrant } from '#libs/metering';
import { Leases } from './leases.js';
import type { SpendVerdict } from './permits.js';

const name = { usagePlanId: 'plan01', keyId: 'key0000001', periodStart: '2026-11-21' };
const periodEndMs = 1_000_000;

/** Leases on a clock of the test's own, answered by hand. */
function start(
  options: { away?: () => boolean; whenDisconnected?: 'pass' | 'refuse'; parkMs?: number } = {},
) {
  const clock = { nowMs: 1000 };
  let hurries = 0;
  const leases = new Leases({
    hurry: () => (hurries += 1),
    away: options.away ?? (() => false),
    whenDisconnected: options.whenDisconnected ?? 'pass',
    nowMs: () => clock.nowMs,
    parkMs: options.parkMs,
  });
  const permits = leases.permits({ ...name, periodEndMs });
  const spend = () => leases.spend(permits, clock.nowMs);
  const grant = (granted: number, remaining = 100, heldElsewhere = 0): void => {
    const answer: LeaseGrant = { ...name, granted, remaining, heldElsewhere };
    leases.take([answer]);
  };
  return { leases, permits, clock, spend, grant, hurries: () => hurries };
}

/** Has `count` permits in hand and nothing due. */
function startWith(count: number, remaining = 100) {
  const started = start();
  void started.spend();
  started.leases.reports();
  started.grant(count + 1, remaining);
  started.leases.reports();
  return started;
}

const settled = async (verdict: SpendVerdict | Promise<SpendVerdict>) => verdict;

test('the first requests wait for the first block and are served by it; later ones do not wait', async () => {
  const { leases, spend, grant } = start();
  const waiting = [spend(), spend()];
  expect(leases.reports()).toEqual([{ ...name, returned: 0, wanted: 10 }]);
  grant(10);
  expect(await Promise.all(waiting.map(settled))).toEqual(['permit', 'permit']);
  expect(spend()).toBe('permit');
});

test('the next block is asked for before the last permit is spent', () => {
  const { leases, permits, spend } = startWith(8);
  while (permits.inHand > 3) expect(spend()).toBe('permit');
  expect(leases.reports()).toMatchObject([{ returned: 0 }]);
  expect(permits.inHand).toBe(3);
});

test('each permit that was granted is spent once: as many pass as were granted', async () => {
  const { permits, spend, grant, leases } = start();
  const waiting = Array.from({ length: 20 }, spend);
  leases.reports();
  grant(7);
  leases.reports();
  grant(5, 0);
  leases.reports();
  grant(0, 0);
  const verdicts = await Promise.all(waiting.map(settled));
  expect(verdicts.filter((verdict) => verdict === 'permit')).toHaveLength(12);
  expect(verdicts.filter((verdict) => verdict === 'used-up')).toHaveLength(8);
  expect(permits.inHand).toBe(0);
});

test('a used-up quota refuses at once, and is asked about again after a while', () => {
  const { leases, clock, spend, grant } = start();
  void spend();
  leases.reports();
  grant(0, 0);
  expect(spend()).toBe('used-up');
  clock.nowMs += 5001;
  expect(spend()).toBeInstanceOf(Promise);
  expect(leases.reports()).toHaveLength(1);
});

test('when the quota document changes, permits go back and a used-up quota is asked about at once', () => {
  const { leases, permits, spend, grant, hurries } = startWith(8);
  const before = hurries();
  leases.recall(name.usagePlanId, name.keyId);
  expect([permits.inHand, hurries() > before]).toEqual([0, true]);
  void spend();
  expect(leases.reports()).toEqual([{ ...name, returned: 8, wanted: 9 }]);
  grant(0, 0);
  expect(spend()).toBe('used-up');
  leases.recall(name.usagePlanId, null);
  expect(spend()).toBeInstanceOf(Promise);
});

test('an answer from before a change says nothing about what holds after it', async () => {
  const { leases, spend, grant } = start();
  const waiting = spend();
  leases.reports();
  leases.recall(name.usagePlanId, name.keyId);
  grant(0, 0);
  expect(leases.reports()).toMatchObject([{ wanted: 9 }]);
  grant(1, 0);
  expect(await waiting).toBe('permit');
});

test('idle permits go back, at once when the pool is empty', () => {
  const plenty = startWith(8, 1000);
  plenty.clock.nowMs += 300;
  plenty.leases.sweep();
  expect(plenty.leases.reports()).toEqual([]);
  plenty.clock.nowMs += 300;
  plenty.leases.sweep();
  expect(plenty.leases.reports()).toEqual([{ ...name, returned: 8, wanted: 0 }]);

  const scarce = startWith(8, 0);
  scarce.clock.nowMs += 101;
  scarce.leases.sweep();
  expect(scarce.leases.reports()).toEqual([{ ...name, returned: 8, wanted: 0 }]);
});

test('at the end of the period permits go back and the quota is forgotten', () => {
  const { leases, permits, clock } = startWith(8);
  clock.nowMs = periodEndMs;
  leases.sweep();
  expect(leases.reports()).toEqual([{ ...name, returned: 8, wanted: 0 }]);
  clock.nowMs += 1000;
  leases.sweep();
  expect(permits.dropped).toBe(true);
});

test('a permit given back after its quota was forgotten is not lost', () => {
  const { leases, permits, clock, spend } = startWith(1);
  expect(spend()).toBe('permit');
  clock.nowMs = periodEndMs;
  leases.reports();
  permits.asked = false;
  leases.sweep();
  expect(permits.dropped).toBe(true);
  leases.giveBack(permits);
  leases.returnAll();
  expect(leases.reports()).toEqual([{ ...name, returned: 1, wanted: 0 }]);
});

test.each(['pass', 'refuse'] as const)(
  'with the control plane away and no permits left: %s',
  async (policy) => {
    const verdict = policy === 'pass' ? 'without' : 'unavailable';
    let away = false;
    const { leases, spend } = start({ away: () => away, whenDisconnected: policy });
    const waiting = spend();
    away = true;
    leases.disconnected();
    expect(await waiting).toBe(verdict);
    expect(spend()).toBe(verdict);
  },
);

test('a quota that is known to be used up stays so while the control plane is away', async () => {
  let away = false;
  const { leases, clock, spend, grant } = start({ away: () => away });
  void spend();
  leases.reports();
  grant(0, 0);
  away = true;
  clock.nowMs += 10_000;
  expect(spend()).toBe('used-up');
});

test('a request waits for a bounded time, and never passes because the control plane is only slow', async () => {
  const { leases, spend, clock } = start({ parkMs: 5 });
  const waiting = spend();
  leases.disconnected();
  clock.nowMs += 5;
  expect(await waiting).toBe('unavailable');
});

test('requests that have waited long enough leave those that came later waiting', async () => {
  const { leases, spend, grant, clock } = start({ parkMs: 5 });
  const first = spend();
  clock.nowMs += 4;
  const second = spend();
  leases.reports();
  clock.nowMs += 1;
  expect(await first).toBe('unavailable');
  grant(1);
  expect(await second).toBe('permit');
});

test('while others hold what is left the quota is not used up: the caller may come back in a moment', async () => {
  const { leases, spend, grant, clock } = start();
  const waiting = spend();
  leases.reports();
  clock.nowMs += 1001;
  grant(0, 0, 3);
  expect(await waiting).toBe('unavailable');
  expect(spend()).toBe('unavailable');
});

test('after the control plane has taken everything back nothing in hand is worth anything', () => {
  const { leases, permits, spend } = startWith(8);
  const { epoch } = leases;
  leases.forfeit();
  expect([permits.inHand, leases.epoch === epoch]).toEqual([0, false]);
  expect(spend()).toBeInstanceOf(Promise);
});
