import type { RateBuckets } from '#libs/rate-limits';

/** Buckets under test; they go by the times that they are given. */
export interface BucketsUnderTest {
  readonly buckets: RateBuckets;
  close(): Promise<void> | void;
}

let keys = 0;

/** What every adapter of the `RateBuckets` port must do; call it inside a `describe`. */
export function describeRateBuckets(create: () => Promise<BucketsUnderTest> | BucketsUnderTest): void {
  let subject: BucketsUnderTest;
  const startMs = 1_900_000_000_000;
  const limit = { ratePerSecond: 100, burst: 40 };
  const newKey = () => `buckets/${process.pid}/${++keys}`;
  const takeMany = async (key: string, count: number, atMs: number) => {
    const verdicts = await Promise.all(
      Array.from({ length: count }, async () => subject.buckets.take(key, limit, startMs + atMs)),
    );
    return verdicts.filter((verdict) => verdict.taken).length;
  };

  beforeAll(async () => {
    subject = await create();
  });
  afterAll(() => subject.close());

  test('of many at one moment exactly the burst passes', async () => {
    expect(await takeMany(newKey(), 100, 0)).toBe(40);
  });

  test('over ten seconds of too many, rate x time + burst pass, within 2 %', async () => {
    const key = newKey();
    let passed = 0;
    for (let ms = 0; ms <= 10_000; ms += 20) passed += await takeMany(key, 5, ms);
    expect(passed).toBeLessThanOrEqual(1040);
    expect(passed).toBeGreaterThanOrEqual(1040 * 0.98);
  });

  test('a refusal says when to come back, and then there is a token', async () => {
    const key = newKey();
    await takeMany(key, 41, 0);
    const refused = await subject.buckets.take(key, limit, startMs);
    expect(refused.taken).toBe(false);
    expect(refused.retryAfterMs).toBeGreaterThan(0);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(11);
    expect((await subject.buckets.take(key, limit, startMs + refused.retryAfterMs)).taken).toBe(true);
  });

  test('a token that is given back can be taken', async () => {
    const key = newKey();
    await takeMany(key, 41, 0);
    subject.buckets.giveBack(key, limit, startMs);
    expect(await takeMany(key, 2, 0)).toBe(1);
  });

  test('the level says what is there and takes nothing', async () => {
    const key = newKey();
    const level = (atMs: number) => subject.buckets.level(key, limit, startMs + atMs);
    expect(level(0)).toEqual({ tokens: 40, retryAfterMs: 0 });
    await takeMany(key, 15, 0);
    expect(level(0)).toEqual({ tokens: 25, retryAfterMs: 0 });
    expect(level(0)).toEqual(level(0));
    await takeMany(key, 26, 0);
    expect(level(0)).toEqual({ tokens: 0, retryAfterMs: 10 });
    expect(await takeMany(key, 3, 20)).toBe(2);
    expect(level(20).tokens).toBe(0);
  });

  test('after a sweep of idle buckets nothing has been gained or lost', async () => {
    const key = newKey();
    await takeMany(key, 1, 0);
    subject.buckets.sweep(startMs + 5000);
    expect(await takeMany(key, 100, 6000)).toBe(40);
  });
}
