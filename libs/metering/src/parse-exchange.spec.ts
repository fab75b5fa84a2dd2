import { exchangeBounds } from './exchange-bounds.js';
import { parseExchangeRequest, parseHelloRequest } from './parse-exchange.js';

const use = { usagePlanId: 'p', keyId: 'k', day: '2026-11-21', hour: 7, permitPeriod: null, count: 1 };
const lease = { usagePlanId: 'p', keyId: 'k', periodStart: '2026-11-21', returned: 0, wanted: 1 };
const good = {
  gatewayId: 'gateway-1.a1b2',
  incarnation: 'abc',
  exchange: 1,
  fromSequence: 0,
  toSequence: 1,
  releaseAll: true,
  usage: [use],
  leases: [lease],
};

test('a well-formed exchange is taken as it is, without members it should not have', () => {
  expect(parseExchangeRequest({ ...good, extra: 1 })).toEqual({ ok: true, value: good });
});

test.each([
  ['no object', null],
  ['an id with a blank', { ...good, gatewayId: 'a b' }],
  ['an id that is too long', { ...good, gatewayId: 'x'.repeat(129) }],
  ['exchange 0', { ...good, exchange: 0 }],
  ['a fraction', { ...good, toSequence: 1.5 }],
  ['an unsafe number', { ...good, toSequence: 2 ** 53 }],
  ['sequences that run backwards', { ...good, fromSequence: 2 }],
  ['usage without sequence numbers', { ...good, toSequence: 0 }],
  ['a flag that is text', { ...good, releaseAll: 'true' }],
  ['a count of 0', { ...good, usage: [{ ...use, count: 0 }] }],
  ['a negative return', { ...good, leases: [{ ...lease, returned: -1 }] }],
  ['a day that is not in the calendar', { ...good, usage: [{ ...use, day: '2026-02-30' }] }],
  ['the same count twice', { ...good, usage: [use, use] }],
  ['the same lease twice', { ...good, leases: [lease, lease] }],
  ['too many counts', { ...good, usage: Array.from({ length: exchangeBounds.usageMax + 1 }, () => use) }],
])('%s is refused', (_what, message) => {
  expect(parseExchangeRequest(message).ok).toBe(false);
});

test('a hello names a gateway and an incarnation', () => {
  expect(parseHelloRequest({ gatewayId: 'g', incarnation: 'i' }).ok).toBe(true);
  expect(parseHelloRequest({ gatewayId: 'g' }).ok).toBe(false);
});
