import { QuotaMap } from './quota-map.js';

const name = { usagePlanId: 'plan01', keyId: 'key0000001', periodStart: '2026-11-01' };

test('each part of a name tells quotas apart, and the last value set is the one that is had', () => {
  const map = new QuotaMap<number>();
  const names = [
    name,
    { ...name, usagePlanId: 'plan02' },
    { ...name, keyId: 'key0000002' },
    { ...name, periodStart: '2026-11-02' },
  ];
  expect(names.map((of) => map.get(of))).toEqual([undefined, undefined, undefined, undefined]);
  names.forEach((of, index) => map.set(of, index));
  map.set(name, 7);
  expect(names.map((of) => map.get(of))).toEqual([7, 1, 2, 3]);
  expect(map.values().sort()).toEqual([1, 2, 3, 7]);
  expect([map.has(name), map.has({ ...name, keyId: 'other' })]).toEqual([true, false]);
});
