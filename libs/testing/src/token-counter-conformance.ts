import type { TokenCounter } from '#libs/rate-limits';

/** A counter under test. `clock: caller`: it goes by the times that it is given. */
export interface CounterUnderTest {
  readonly counter: TokenCounter;
  close(): Promise<void> | void;
}

let keys = 0;

/** What every adapter of the `TokenCounter` port must do; call it inside a `describe`. */
export function describeTokenCounter(create: () => Promise<CounterUnderTest> | CounterUnderTest): void {
  let subject: CounterUnderTest;
  const startMs = 1_800_000_000_000;
  const draw = async (key: string, wanted: number, atMs: number, limit = { ratePerSecond: 10, burst: 20 }) =>
    subject.counter.draw(key, limit, wanted, startMs + atMs);
  const newKey = () => `conformance/${process.pid}/${++keys}`;

  beforeAll(async () => {
    subject = await create();
  });
  afterAll(() => subject.close());

  test('a bucket gives its burst at once and then says when the next token is there', async () => {
    const key = newKey();
    expect(await draw(key, 15, 0)).toEqual({ granted: 15, retryAfterMs: 0, left: 5 });
    expect(await draw(key, 15, 0)).toEqual({ granted: 5, retryAfterMs: 100, left: 0 });
    expect(await draw(key, 1, 50)).toEqual({ granted: 0, retryAfterMs: 50, left: 0 });
    expect(await draw(key, 1, 100)).toEqual({ granted: 1, retryAfterMs: 100, left: 0 });
  });

  test('it refills at its rate, up to the burst and not beyond', async () => {
    const key = newKey();
    await draw(key, 20, 0);
    expect((await draw(key, 100, 1500)).granted).toBe(15);
    expect((await draw(key, 100, 3_600_000)).granted).toBe(20);
  });

  test('a rate that is no whole number of milliseconds does not drift', async () => {
    const key = newKey();
    const limit = { ratePerSecond: 3, burst: 2 };
    let granted = 0;
    for (let ms = 0; ms <= 20_000; ms += 100) granted += (await draw(key, 5, ms, limit)).granted;
    expect(granted).toBe(62);
  });

  test('tokens that come back can be drawn again, and never exceed the burst', async () => {
    const key = newKey();
    await draw(key, 20, 0);
    await draw(key, -3, 0);
    expect((await draw(key, 100, 0)).granted).toBe(3);
    await draw(key, -1000, 0);
    expect((await draw(key, 100, 0)).granted).toBe(20);
  });

  test('a changed limit holds at once, and what was in the bucket stays as far as it fits', async () => {
    const key = newKey();
    await draw(key, 12, 0);
    expect((await draw(key, 100, 0, { ratePerSecond: 10, burst: 5 })).granted).toBe(5);
    expect((await draw(key, 100, 1000, { ratePerSecond: 2, burst: 5 })).granted).toBe(5);
  });

  test('a burst of 0 gives nothing, ever, and a rate of 0 never refills', async () => {
    const never = { granted: 0, retryAfterMs: Infinity, left: 0 };
    expect(await draw(newKey(), 1, 0, { ratePerSecond: 10, burst: 0 })).toEqual(never);
    const key = newKey();
    expect((await draw(key, 1, 0, { ratePerSecond: 0, burst: 1 })).granted).toBe(1);
    expect(await draw(key, 1, 3_600_000, { ratePerSecond: 0, burst: 1 })).toEqual(never);
  });

  test('buckets do not touch each other', async () => {
    const [one, other] = [newKey(), newKey()];
    await draw(one, 20, 0);
    expect((await draw(other, 20, 0)).granted).toBe(20);
  });

  test('draws that run side by side never get more than there is', async () => {
    const key = newKey();
    const drawn = await Promise.all(Array.from({ length: 50 }, () => draw(key, 1, 0)));
    expect(drawn.reduce((sum, { granted }) => sum + granted, 0)).toBe(20);
  });
}
