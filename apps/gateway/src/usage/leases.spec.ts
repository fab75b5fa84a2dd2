import { resolvedPerTurn } from './queued-requests.js';
import { name, periodEndMs, settled, startLeases, startLeasesWith } from './testing/leases-under-test.js';

test('the first requests wait for the first block and are served by it; later ones do not wait', async () => {
  const { leases, spend, grant } = startLeases();
  const waiting = [spend(), spend()];
  expect(leases.reports()).toEqual([{ ...name, returned: 0, wanted: 10 }]);
  grant(10);
  expect(await Promise.all(waiting.map(settled))).toEqual(['permit', 'permit']);
  expect(spend()).toBe('permit');
});

test('the next block is asked for before the last permit is spent', () => {
  const { leases, permits, spend } = startLeasesWith(8);
  while (permits.inHand > 3) expect(spend()).toBe('permit');
  expect(leases.reports()).toMatchObject([{ returned: 0 }]);
  expect(permits.inHand).toBe(3);
});

test('each permit that was granted is spent once: as many pass as were granted', async () => {
  const { permits, spend, grant, leases } = startLeases();
  const waiting = Array.from({ length: 20 }, () => spend());
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
  const { leases, clock, spend, grant } = startLeases();
  void spend();
  leases.reports();
  grant(0, 0);
  expect(spend()).toBe('used-up');
  clock.nowMs += 5001;
  expect(spend()).toBeInstanceOf(Promise);
  expect(leases.reports()).toHaveLength(1);
});

test('when the quota document changes, permits go back and a used-up quota is asked about at once', () => {
  const { leases, permits, spend, grant, hurries } = startLeasesWith(8);
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

test('a response from before a change says nothing about what holds after it', async () => {
  const { leases, spend, grant } = startLeases();
  const waiting = spend();
  leases.reports();
  leases.recall(name.usagePlanId, name.keyId);
  grant(0, 0);
  expect(leases.reports()).toMatchObject([{ wanted: 9 }]);
  grant(1, 0);
  expect(await waiting).toBe('permit');
});

test('idle permits go back, at once when the pool is empty', () => {
  const plenty = startLeasesWith(8, 1000);
  plenty.clock.nowMs += 300;
  plenty.leases.sweep();
  expect(plenty.leases.reports()).toEqual([]);
  plenty.clock.nowMs += 300;
  plenty.leases.sweep();
  expect(plenty.leases.reports()).toEqual([{ ...name, returned: 8, wanted: 0 }]);

  const scarce = startLeasesWith(8, 0);
  scarce.clock.nowMs += 101;
  scarce.leases.sweep();
  expect(scarce.leases.reports()).toEqual([{ ...name, returned: 8, wanted: 0 }]);
});

test('permits of a pool with thousands more stay in hand for half a minute, as their key may be used again', () => {
  const { leases, clock, spend, permits } = startLeasesWith(8, 8 * 1024);
  for (clock.nowMs += 20_000; permits.inHand > 5; clock.nowMs += 20_000) {
    leases.sweep();
    expect(spend()).toBe('permit');
  }
  clock.nowMs += 10_000;
  leases.sweep();
  expect(leases.reports()).toEqual([{ ...name, returned: 5, wanted: 0 }]);
});

test('of a hundred thousand idle keys a sweep looks at a few, and sweep by sweep at all', () => {
  const { leases, clock } = startLeases();
  const keys = 100_000;
  for (let key = 1; key < keys; key++) leases.permits({ ...name, keyId: `key${key}`, periodEndMs });
  clock.nowMs += 60_001;
  const known = [leases.status().keys];
  for (let sweep = 0; known.at(-1)! > 0 && sweep <= 1000; sweep++) {
    leases.sweep();
    known.push(leases.status().keys);
  }
  const forgotten = known.slice(1).map((left, index) => known[index]! - left);
  expect(known[0]).toBe(keys);
  expect(known.at(-1)).toBe(0);
  expect(Math.max(...forgotten)).toBeLessThanOrEqual(1000);
});

test('one response for thousands of requests lets a hundred of them go on in each turn of the event loop', async () => {
  const { leases, spend, grant } = startLeases();
  const turns = new Map<number, number>();
  let turn = 0;
  let running = true;
  const count = (): void => {
    turn += 1;
    if (running) setImmediate(count);
  };
  setImmediate(count);
  const went = Array.from({ length: 2500 }, async () => {
    expect(await spend()).toBe('permit');
    turns.set(turn, (turns.get(turn) ?? 0) + 1);
  });
  leases.reports();
  grant(3000, 10_000);
  await Promise.all(went);
  running = false;
  expect([...turns.values()].reduce((sum, inTurn) => sum + inTurn, 0)).toBe(2500);
  expect(Math.max(...turns.values())).toBeLessThanOrEqual(resolvedPerTurn);
});

test('a permit that waits for its turn is worth nothing when the control plane has taken everything back', async () => {
  const { leases, spend, grant } = startLeases();
  const waiting = Array.from({ length: resolvedPerTurn + 50 }, spend);
  leases.reports();
  grant(1000, 10_000);
  leases.revoke();
  const verdicts = await Promise.all(waiting.map(settled));
  expect(verdicts.filter((verdict) => verdict === 'permit')).toHaveLength(resolvedPerTurn);
  expect(verdicts.filter((verdict) => verdict === 'unavailable')).toHaveLength(50);
});

test('an exchange mentions a thousand keys at most; the others follow with the next', () => {
  const { leases, clock } = startLeases();
  for (let key = 0; key < 2500; key++) {
    void leases.spend(leases.permits({ ...name, keyId: `key${key}`, periodEndMs }), clock.nowMs);
  }
  const sizes = [leases.reports().length, leases.reports().length, leases.reports().length];
  expect(sizes).toEqual([1000, 1000, 500]);
  expect(leases.hasReports).toBe(false);
});

test('at the end of the period permits go back and the quota is forgotten', () => {
  const { leases, permits, clock } = startLeasesWith(8);
  clock.nowMs = periodEndMs;
  leases.sweep();
  expect(leases.reports()).toEqual([{ ...name, returned: 8, wanted: 0 }]);
  clock.nowMs += 1000;
  leases.sweep();
  expect(permits.dropped).toBe(true);
});

test('a permit given back after its quota was forgotten is not lost', () => {
  const { leases, permits, clock, spend } = startLeasesWith(1);
  expect(spend()).toBe('permit');
  clock.nowMs = periodEndMs;
  leases.reports();
  permits.inFlight = false;
  leases.sweep();
  expect(permits.dropped).toBe(true);
  leases.refund(permits);
  leases.returnAll();
  expect(leases.reports()).toEqual([{ ...name, returned: 1, wanted: 0 }]);
});

test.each(['pass', 'refuse'] as const)(
  'with the control plane away and no permits left: %s',
  async (policy) => {
    const verdict = policy === 'pass' ? 'without' : 'unavailable';
    let away = false;
    const { leases, spend } = startLeases({ away: () => away, whenDisconnected: policy });
    const waiting = spend();
    away = true;
    leases.disconnected();
    expect(await waiting).toBe(verdict);
    expect(spend()).toBe(verdict);
  },
);

test('a quota that is known to be used up stays so while the control plane is away', async () => {
  let away = false;
  const { leases, clock, spend, grant } = startLeases({ away: () => away });
  void spend();
  leases.reports();
  grant(0, 0);
  away = true;
  clock.nowMs += 10_000;
  expect(spend()).toBe('used-up');
});

test('a request waits for a bounded time, and never passes because the control plane is only slow', async () => {
  const { leases, spend, clock } = startLeases({ queueWaitMs: 5 });
  const waiting = spend();
  leases.disconnected();
  clock.nowMs += 5;
  expect(await waiting).toBe('unavailable');
});

test('requests that have waited long enough leave those that came later waiting', async () => {
  const { leases, spend, grant, clock } = startLeases({ queueWaitMs: 5 });
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
  const { leases, spend, grant, clock } = startLeases();
  const waiting = spend();
  leases.reports();
  clock.nowMs += 1001;
  grant(0, 0, 3);
  expect(await waiting).toBe('unavailable');
  expect(spend()).toBe('unavailable');
});

test('after the control plane has taken everything back nothing in hand is worth anything', () => {
  const { leases, permits, spend } = startLeasesWith(8);
  const { epoch } = leases;
  leases.revoke();
  expect([permits.inHand, leases.epoch === epoch]).toEqual([0, false]);
  expect(spend()).toBeInstanceOf(Promise);
});
