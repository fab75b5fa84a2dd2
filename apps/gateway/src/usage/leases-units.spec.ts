import fc from 'fast-check';
import type { SpendVerdict } from './permits.js';
import { name, settled, startLeases, startLeasesWith } from './testing/leases-under-test.js';

test('a request that needs several permits gets all of them, and takes none until it does', async () => {
  const { leases, permits, spend, grant } = startLeases();
  const waiting = spend(4);
  expect(leases.reports()).toEqual([{ ...name, returned: 0, wanted: 12 }]);
  grant(3);
  expect(permits.inHand).toBe(3);
  expect(leases.reports()).toEqual([{ ...name, returned: 0, wanted: 9 }]);
  grant(2);
  expect([await waiting, permits.inHand]).toEqual(['permit', 1]);
});

test('of the last permits those that are enough are spent: whoever needs more takes none of them', async () => {
  const { leases, permits, spend, grant } = startLeases();
  const waiting = [4, 1, 3, 1, 1].map((units) => spend(units));
  leases.reports();
  grant(2, 0);
  leases.reports();
  grant(0, 0);
  expect(await Promise.all(waiting.map(settled))).toEqual([
    'used-up',
    'permit',
    'used-up',
    'permit',
    'used-up',
  ]);
  expect(permits.inHand).toBe(0);
});

test('whoever needs many is not overtaken by those that need few', async () => {
  const { leases, spend, grant } = startLeasesWith(1);
  const order: string[] = [];
  const large = Promise.resolve(spend(3)).then(() => order.push('large'));
  const small = Promise.resolve(spend(1)).then(() => order.push('small'));
  leases.reports();
  grant(10);
  await Promise.all([large, small]);
  expect(order).toEqual(['large', 'small']);
});

test('permits that are too few for whoever has waited go back, where others hold the rest', async () => {
  const { leases, clock, permits, spend, grant } = startLeases();
  const waiting = spend(4);
  leases.reports();
  grant(2, 0, 2);
  leases.reports();
  clock.nowMs += 1001;
  grant(0, 0, 2);
  expect(await waiting).toBe('unavailable');
  expect(permits.inHand).toBe(0);
  expect(leases.reports()).toEqual([{ ...name, returned: 2, wanted: 0 }]);
});

test('what went back idle can be had again at once, also behind one who needed more than there was', async () => {
  const { leases, clock, permits, spend, grant } = startLeasesWith(3);
  const waiting = spend(4);
  leases.reports();
  grant(0, 0, 0);
  expect([await waiting, permits.inHand]).toEqual(['used-up', 3]);
  clock.nowMs += 1000;
  leases.sweep();
  expect(leases.reports()).toEqual([{ ...name, returned: 3, wanted: 0 }]);
  const next = spend(3);
  expect(leases.reports()).toMatchObject([{ returned: 0, wanted: 11 }]);
  grant(3, 0, 0);
  expect(await next).toBe('permit');
});

test('several permits that a later limit makes useless come back together', () => {
  const { leases, permits, spend } = startLeasesWith(5);
  expect(spend(4)).toBe('permit');
  leases.refund(permits, 4);
  expect(permits.inHand).toBe(5);
});

test('every permit that came in is spent, returned or in hand, however many each request needs', async () => {
  const event = fc.oneof(
    fc.record({ what: fc.constant('spend' as const), units: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ what: fc.constant('refund' as const) }),
    fc.record({
      what: fc.constant('exchange' as const),
      granted: fc.integer({ min: 0, max: 7 }),
      heldElsewhere: fc.nat(2),
    }),
    fc.record({ what: fc.constant('wait' as const), ms: fc.constantFrom(10, 600, 1500) }),
    fc.record({ what: fc.constantFrom('recall' as const, 'revoke' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
      const { leases, permits, clock, spend, grant } = startLeases();
      const refundable: number[] = [];
      let [granted, returned, spent, lost] = [0, 0, 0, 0];
      let waiting: Promise<void>[] = [];
      const account = (units: number, verdict: SpendVerdict): void => {
        if (verdict !== 'permit') return;
        spent += units;
        refundable.push(units);
      };
      for (const one of events) {
        if (one.what === 'spend') {
          const verdict = spend(one.units);
          if (verdict instanceof Promise) waiting.push(verdict.then((late) => account(one.units, late)));
          else account(one.units, verdict);
        } else if (one.what === 'refund') {
          const units = refundable.pop();
          if (units !== undefined) {
            spent -= units;
            leases.refund(permits, units);
          }
        } else if (one.what === 'exchange') {
          for (const report of leases.reports()) {
            returned += report.returned;
            if (report.wanted === 0) continue;
            granted += one.granted;
            grant(one.granted, one.granted === 0 ? 0 : 100, one.heldElsewhere);
          }
        } else if (one.what === 'wait') {
          clock.nowMs += one.ms;
          leases.sweep();
        } else if (one.what === 'recall') {
          leases.recall(name.usagePlanId, null);
        } else {
          // The pool has them again; what was spent before stays spent, and refunds of it are no use.
          await Promise.resolve();
          lost = granted - returned - spent;
          leases.revoke();
          refundable.length = 0;
        }
        // Those that have their permits go on in the next turns of the event loop.
        await new Promise(setImmediate);
        expect(permits.inHand).toBeGreaterThanOrEqual(0);
        expect(spent + permits.inHand + permits.returning + returned + lost).toBe(granted);
        if (permits.queued.length === 0) waiting = [];
      }
      leases.recall(name.usagePlanId, null);
      await Promise.race([Promise.all(waiting), new Promise(setImmediate)]);
    }),
    { numRuns: 60 },
  );
});

test('what was drawn ahead stays in hand when others hold the rest: nobody has waited for more', () => {
  const { leases, permits, spend, grant } = startLeasesWith(5, 1);
  leases.reports();
  grant(0, 0, 3);
  expect(permits.inHand).toBe(5);
  expect(leases.reports()).toEqual([]);
  expect([spend(), spend(2), spend(2)]).toEqual(['permit', 'permit', 'permit']);
});

test('whoever needs more than is in hand and gives up leaves those behind what there is', async () => {
  const { leases, clock, spend, grant } = startLeases({ queueWaitMs: 20 });
  const large = spend(4);
  leases.reports();
  grant(3);
  clock.nowMs += 10;
  const small = spend(1);
  clock.nowMs += 15;
  expect(await large).not.toBe('permit');
  expect(await small).toBe('permit');
});
