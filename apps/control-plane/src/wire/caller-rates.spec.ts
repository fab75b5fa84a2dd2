import { CallerRates } from './caller-rates.js';

const limit = { ratePerSecond: 10, burst: 40 };

test('a caller who signs for ever new regions does not make the buckets grow without end', () => {
  const rates = new CallerRates();
  let most = 0;
  for (let call = 0; call < 100_000; call++) {
    // A thousand calls a second; each uses up a token that is back after a tenth of a second.
    rates.take(`region-${call}`, limit, call);
    most = Math.max(most, rates.size);
  }
  expect(most).toBeLessThan(1000);
});

test('a bucket that is not full again is kept', () => {
  const rates = new CallerRates();
  for (let call = 0; call < 40; call++) expect(rates.take('one', limit, 0).taken).toBe(true);
  for (let call = 0; call < 1000; call++) rates.take(`region-${call}`, limit, 50);
  expect(rates.take('one', limit, 50)).toEqual({ taken: false, retryAfterMs: 50 });
});
