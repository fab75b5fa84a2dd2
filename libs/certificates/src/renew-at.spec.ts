import { renewAtMs } from './renew-at.js';
import { statusAt } from './status-at.js';
import type { IssuedCertificate } from './certificate.js';

const issued = {
  certificate: '',
  chain: null,
  facts: { notBeforeMs: 0, notAfterMs: 90 },
} as unknown as IssuedCertificate;

test('a certificate is renewed when a third of its life is left, and an imported one never', () => {
  expect(renewAtMs({ type: 'AMAZON_ISSUED', issued })).toBe(60);
  expect(renewAtMs({ type: 'AMAZON_ISSUED', issued: null })).toBeNull();
  expect(renewAtMs({ type: 'IMPORTED', issued })).toBeNull();
});

test('a certificate has expired after its end', () => {
  expect([90, 91].map((nowMs) => statusAt({ status: 'ISSUED', issued }, nowMs))).toEqual([
    'ISSUED',
    'EXPIRED',
  ]);
});
