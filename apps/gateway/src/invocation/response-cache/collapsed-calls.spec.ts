import fc from 'fast-check';
import { jest } from '@jest/globals';
import {
  CollapsedCalls,
  type AwaitedCall,
  type AwaitedOutcome,
  type LeadingCall,
} from './collapsed-calls.js';
import type { KeptResponse } from './response-store.js';

const response: KeptResponse = {
  status: 200,
  headers: [],
  body: Buffer.from('here'),
  askedAtMs: 0,
  storedAtMs: 0,
  expiresAtMs: 1000,
};

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

/** A backend that answers calls one by one as a test says, and counts them. */
class Backend {
  calls = 0;
  readonly running: { succeed(): void; fail(): void }[] = [];

  call(): Promise<boolean> {
    this.calls += 1;
    return new Promise((resolve) => {
      this.running.push({ succeed: () => resolve(true), fail: () => resolve(false) });
    });
  }
}

/** One caller as the pipeline serves it: what it got, and from where. */
async function serve(calls: CollapsedCalls, backend: Backend, timeMs = 1000): Promise<string> {
  const joined = calls.join('key', timeMs);
  if (joined === null) return (await backend.call()) ? 'own' : 'failed';
  if (joined.leads) return lead(joined, backend);
  return conclude(await joined.outcome, backend);
}

async function conclude(outcome: AwaitedOutcome, backend: Backend): Promise<string> {
  if (outcome.kind === 'lead') return lead(outcome.call, backend);
  if (outcome.kind === 'alone') return (await backend.call()) ? 'own' : 'failed';
  return outcome.kind === 'response' ? 'shared' : outcome.kind;
}

async function lead(call: LeadingCall, backend: Backend): Promise<string> {
  const succeeded = await backend.call();
  if (succeeded) call.fulfil(response);
  else call.fail();
  return succeeded ? 'own' : 'failed';
}

const settle = () => jest.advanceTimersByTimeAsync(0);
const serveMany = (count: number, calls: CollapsedCalls, backend: Backend) =>
  Array.from({ length: count }, () => serve(calls, backend));

test('two hundred concurrent callers make one call, and all get its response', async () => {
  const [calls, backend] = [new CollapsedCalls(), new Backend()];
  const callers = serveMany(200, calls, backend);
  await settle();
  backend.running[0]!.succeed();
  const results = await Promise.all(callers);
  expect(backend.calls).toBe(1);
  expect(results.filter((result) => result === 'shared')).toHaveLength(199);
  expect(calls.state).toEqual({ calls: 0, waiting: 0 });
});

test('when the call fails one caller makes it again, and the others get that response', async () => {
  const [calls, backend] = [new CollapsedCalls(), new Backend()];
  const callers = serveMany(200, calls, backend);
  await settle();
  backend.running[0]!.fail();
  await settle();
  expect(backend.calls).toBe(2);
  backend.running[1]!.succeed();
  const results = await Promise.all(callers);
  expect(backend.calls).toBe(2);
  expect(results.filter((result) => result === 'shared')).toHaveLength(198);
});

test('when every call fails each caller makes one, and no more', async () => {
  const [calls, backend] = [new CollapsedCalls(), new Backend()];
  const callers = serveMany(200, calls, backend);
  for (let made = 0; made < backend.running.length || made === 0;) {
    await settle();
    while (made < backend.running.length) backend.running[made++]!.fail();
    await settle();
  }
  expect(new Set(await Promise.all(callers))).toEqual(new Set(['failed']));
  expect(backend.calls).toBe(200);
  expect(calls.state).toEqual({ calls: 0, waiting: 0 });
});

test('callers whose leaders go away one after another hand the call over, and never call twice', async () => {
  const calls = new CollapsedCalls();
  const leader = calls.join('key', 1000) as LeadingCall;
  const outcomes = [500, 900, 700].map((timeMs) => {
    const joined = calls.join('key', timeMs)!;
    return joined.leads ? null : joined.outcome;
  });
  leader.handOver();
  const second = await outcomes[1]!;
  expect(second.kind).toBe('lead');
  if (second.kind === 'lead') second.call.handOver();
  const third = await outcomes[2]!;
  expect(third.kind).toBe('lead');
  if (third.kind === 'lead') third.call.fulfil(response);
  expect(await outcomes[0]).toEqual({ kind: 'response', response });
});

test('a response that is for its own caller alone lets everybody call', async () => {
  const calls = new CollapsedCalls();
  const leader = calls.join('key', 1000) as LeadingCall;
  const joined = calls.join('key', 1000)!;
  leader.release();
  expect(joined.leads ? null : (await joined.outcome).kind).toBe('alone');
});

test('nobody waits longer than its own time, nor once it has gone', async () => {
  const calls = new CollapsedCalls();
  calls.join('key', 1000);
  const wait = (timeMs: number): AwaitedCall => {
    const joined = calls.join('key', timeMs)!;
    if (joined.leads) throw new Error('it leads');
    return joined;
  };
  const [short, long, leaving] = [wait(10), wait(100), wait(100)];
  leaving.leave();
  expect((await leaving.outcome).kind).toBe('gone');
  await jest.advanceTimersByTimeAsync(10);
  expect((await short.outcome).kind).toBe('late');
  expect(calls.state.waiting).toBe(1);
  await jest.advanceTimersByTimeAsync(90);
  expect((await long.outcome).kind).toBe('late');
  expect(calls.state.waiting).toBe(0);
});

test('a call that nobody has ended holds up nobody past its own time', async () => {
  const calls = new CollapsedCalls();
  const lost = calls.join('key', 1000) as LeadingCall;
  const waiting = calls.join('key', 5000)!;
  await jest.advanceTimersByTimeAsync(2001);
  const next = calls.join('key', 1000)!;
  expect(next.leads).toBe(true);
  expect(waiting.leads ? null : (await waiting.outcome).kind).toBe('alone');
  const behind = calls.join('key', 1000)!;
  // The lost one comes back, too late to say anything.
  lost.fulfil({ ...response, status: 500 });
  if (next.leads) next.fulfil(response);
  expect(behind.leads ? null : await behind.outcome).toEqual({ kind: 'response', response });
});

test('no more callers wait than may; who comes then calls alone', () => {
  const calls = new CollapsedCalls({ waitingMax: 2 });
  expect(calls.join('key', 1000)?.leads).toBe(true);
  expect(calls.join('key', 1000)?.leads).toBe(false);
  expect(calls.join('key', 1000)?.leads).toBe(false);
  expect(calls.join('key', 1000)).toBeNull();
  expect(calls.join('other key', 1000)?.leads).toBe(true);
});

test('calls of different keys run side by side', () => {
  const calls = new CollapsedCalls();
  expect(['a', 'b', 'c'].map((key) => calls.join(key, 1000)?.leads)).toEqual([true, true, true]);
  expect(calls.state).toEqual({ calls: 3, waiting: 0 });
});

const ways = ['fulfil', 'fail', 'handOver', 'release', 'never'] as const;
const callerOf = fc.record({
  key: fc.constantFrom('a', 'b'),
  arrivesMs: fc.nat(40),
  timeMs: fc.integer({ min: 1, max: 60 }),
  callTakesMs: fc.nat(50),
  callEnds: fc.constantFrom(...ways),
  leavesAfterMs: fc.option(fc.nat(60)),
});

test('whatever callers and calls do: one call leads at a time, none is made twice, none waits too long', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(callerOf, { minLength: 1, maxLength: 30 }), async (callers) => {
      const calls = new CollapsedCalls();
      const leading = new Map<string, number>();
      const startMs = performance.now();
      const seen = await runAll(callers, async (caller) => {
        await after(caller.arrivesMs);
        const joined = calls.join(caller.key, caller.timeMs);
        if (joined === null) throw new Error('nobody is turned away from 30');
        const arrivedMs = performance.now();
        if (joined.leads) return { made: await makeCall(caller, joined), waitedMs: 0 };
        if (caller.leavesAfterMs !== null) setTimeout(() => joined.leave(), caller.leavesAfterMs);
        const outcome = await joined.outcome;
        const waitedMs = performance.now() - arrivedMs;
        if (outcome.kind === 'lead') return { made: await makeCall(caller, outcome.call), waitedMs };
        if (outcome.kind === 'response') expect(outcome.response.headers).toEqual(['key', caller.key]);
        return { made: outcome.kind === 'alone' ? 1 : 0, waitedMs };
      });

      async function makeCall(caller: (typeof callers)[number], call: LeadingCall): Promise<number> {
        const others = leading.get(caller.key) ?? 0;
        // One that nobody ends stands in nobody's way later: it is not counted.
        if (caller.callEnds !== 'never') {
          expect(others).toBe(0);
          leading.set(caller.key, 1);
        }
        await after(Math.min(caller.callTakesMs, caller.timeMs));
        if (caller.callEnds !== 'never') leading.set(caller.key, 0);
        if (caller.callEnds === 'fulfil') call.fulfil({ ...response, headers: ['key', caller.key] });
        else if (caller.callEnds !== 'never') call[caller.callEnds]();
        return 1;
      }

      seen.forEach(({ made, waitedMs }, index) => {
        expect(made).toBeLessThanOrEqual(1);
        expect(waitedMs).toBeLessThanOrEqual(callers[index]!.timeMs);
      });
      expect(calls.state.waiting).toBe(0);
      // By the fake clock, as all times here.
      expect(performance.now() - startMs).toBeLessThanOrEqual(10_000);
    }),
    { numRuns: 300 },
  );
});

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs callers on the fake clock until the last has been served. */
async function runAll<Caller, Result>(
  callers: readonly Caller[],
  run: (caller: Caller) => Promise<Result>,
): Promise<Result[]> {
  const running = Promise.all(callers.map(run));
  await jest.advanceTimersByTimeAsync(10_000);
  return running;
}
