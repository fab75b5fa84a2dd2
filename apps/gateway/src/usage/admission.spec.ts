import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '#libs/telemetry';
import type { AdmissionVerdict } from '../invocation/admission.js';
import { rejectionReasons } from '../refusals/rejection-reasons.js';
import { Journal } from './journal.js';
import {
  keyValue,
  digestOf,
  burst,
  keyDocument,
  planDocument,
  startAdmission,
  type GivenDocuments,
} from '../testing/admission-under-test.js';

let folder: string;
let journal: Journal;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tollgate-admission-'));
  journal = new Journal({ folder, log: silentLogger });
});
afterEach(() => {
  journal.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (given?: GivenDocuments) => startAdmission(journal, given);

const typeOf = (verdict: AdmissionVerdict) =>
  verdict.admitted ? 'ADMITTED' : rejectionReasons[verdict.code].type;
const journalled = () => {
  journal.flush();
  return journal.readAfter(0).usage;
};

test.each([
  ['unknown', {}, 'another-value'],
  ['disabled', { key: { enabled: false } }, keyValue],
  ['in no plan', { key: { usagePlanIds: [] } }, keyValue],
  ['in a plan that is gone', { key: { usagePlanIds: ['plan99'] } }, keyValue],
  [
    'in a plan without this stage',
    { plan: { apiStages: { 'api0000001/prod': { methodThrottles: {} } } } },
    keyValue,
  ],
])('a key that is %s is invalid, and nothing is counted', (_what, given, value) => {
  expect(typeOf(start(given).admit({ value }))).toBe('INVALID_API_KEY');
  expect(journalled()).toEqual([]);
});

test('an admitted request is journalled for its key, plan and day before its response may leave', () => {
  const verdict = start().admit();
  let mayLeave = false;
  if (verdict.admitted) verdict.metered?.whenJournaled(() => (mayLeave = true));
  expect(mayLeave).toBe(false);
  const use = {
    usagePlanId: 'plan01',
    keyId: 'key0000001',
    day: '2026-11-21',
    hour: 23,
    permitPeriod: null,
    count: 1,
  };
  expect(journalled()).toEqual([use]);
  expect(mayLeave).toBe(true);
});

test('a request without a key is throttled by stage and account and not metered', () => {
  const { admit } = start({ account: burst(2) });
  expect(admit({ value: null })).toEqual({
    admitted: true,
    apiKeyId: null,
    usagePlanId: null,
    metered: null,
    rateLimitHeaders: null,
  });
  admit({ value: null });
  expect(typeOf(admit({ value: null }))).toBe('THROTTLED');
  expect(journalled()).toEqual([]);
});

test.each([
  [
    'of the key for the method',
    { plan: { apiStages: { 'api0000001/dev': { methodThrottles: { '/pets/GET': burst(3) } } } } },
    'key-method/',
    'throttle.key_method.rate',
  ],
  ['of the key', { plan: { throttle: burst(3) } }, 'key/', 'throttle.key.rate'],
  ['of the stage for the method', { stageThrottle: burst(3) }, 'stage-method/', 'throttle.stage_method.rate'],
  ['of the account', { account: burst(3) }, 'account/', 'throttle.account.rate'],
])(
  'the throttle %s lets its burst pass, and names itself with the time to come back',
  (_what, given, limit, code) => {
    const { admit } = start(given);
    const verdicts = Array.from({ length: 5 }, () => admit());
    expect(verdicts.map(typeOf)).toEqual(['ADMITTED', 'ADMITTED', 'ADMITTED', 'THROTTLED', 'THROTTLED']);
    expect(verdicts[4]).toMatchObject({
      retryAfterSeconds: 2,
      code,
      limit: expect.stringContaining(`rate ${limit}`) as string,
    });
    expect(journalled()).toMatchObject([{ count: 3 }]);
  },
);

test('a key is throttled over all methods together, a method on its own', () => {
  const apiStages = { 'api0000001/dev': { methodThrottles: { '/pets/GET': burst(1) } } };
  const { admit, other } = start({ plan: { throttle: burst(3), apiStages } });
  expect(
    [admit(), admit(), admit({ to: other }), admit({ to: other }), admit({ to: other })].map(typeOf),
  ).toEqual(['ADMITTED', 'THROTTLED', 'ADMITTED', 'ADMITTED', 'THROTTLED']);
});

test('of N permits exactly N pass; the refusal says when the period ends', () => {
  const { admit } = start({ plan: { quota: { limit: 3, period: 'DAY', offset: 0 } }, permits: 3 });
  const verdicts = Array.from({ length: 5 }, () => admit());
  expect(verdicts.map(typeOf)).toEqual([
    'ADMITTED',
    'ADMITTED',
    'ADMITTED',
    'QUOTA_EXCEEDED',
    'QUOTA_EXCEEDED',
  ]);
  expect(verdicts[4]).toMatchObject({
    retryAfterSeconds: 1,
    code: 'quota.day',
    limit: 'quota plan01/key0000001: 3 per DAY',
  });
  expect(journalled()).toMatchObject([{ permitPeriod: '2026-11-21', count: 3 }]);
});

test.each([
  ['DAY', 'quota.day'],
  ['WEEK', 'quota.week'],
  ['MONTH', 'quota.month'],
] as const)('a quota per %s that is used up is refused as %s', (period, code) => {
  const { admit } = start({ plan: { quota: { limit: 1, period, offset: 0 } }, permits: 1 });
  admit();
  expect(admit()).toMatchObject({ admitted: false, code });
});

test('a quota of which nobody can say whether it is used up refuses for a second, and says so', () => {
  const quota = { limit: 3, period: 'DAY', offset: 0 } as const;
  const { admit } = start({ plan: { quota, throttle: burst(2) }, permits: 1, moreElsewhere: true });
  admit();
  for (let i = 0; i < 3; i++) {
    expect(admit()).toEqual({
      admitted: false,
      apiKeyId: 'key0000001',
      usagePlanId: 'plan01',
      code: 'quota.no_permits',
      retryAfterSeconds: 1,
      limit: 'quota plan01/key0000001: permits could not be had',
      rateLimitHeaders: null,
    });
  }
  expect(journalled()).toMatchObject([{ count: 1 }]);
});

test('what a later limit refuses uses up neither permits nor tokens', () => {
  const quota = { limit: 10, period: 'DAY', offset: 0 } as const;
  const { admit, other, leases } = start({
    plan: { quota, throttle: burst(4) },
    stageThrottle: burst(1),
    permits: 10,
  });
  expect([admit(), admit(), admit(), admit(), admit()].map(typeOf)).toEqual([
    'ADMITTED',
    ...Array<string>(4).fill('THROTTLED'),
  ]);
  expect(leases.status().inHand).toBe(9);
  const rest = Array.from({ length: 4 }, () => admit({ to: other }));
  expect(rest.map(typeOf)).toEqual(['ADMITTED', 'ADMITTED', 'ADMITTED', 'THROTTLED']);
  expect(journalled()).toMatchObject([{ count: 4 }]);
});

test('a used-up quota leaves the tokens of the key alone', () => {
  const quota = { limit: 1, period: 'DAY', offset: 0 } as const;
  const { admit } = start({ plan: { quota, throttle: burst(2) }, permits: 1 });
  expect(Array.from({ length: 4 }, () => typeOf(admit()))).toEqual([
    'ADMITTED',
    ...Array<string>(3).fill('QUOTA_EXCEEDED'),
  ]);
});

test('a changed document holds from the next request on', () => {
  const { admit, documents, tell } = start();
  expect(typeOf(admit())).toBe('ADMITTED');
  documents.keys.set(digestOf(keyValue), { ...keyDocument, enabled: false });
  tell({ kind: 'api-key', name: digestOf(keyValue), deleted: false });
  expect(typeOf(admit())).toBe('INVALID_API_KEY');
  documents.keys.set(digestOf(keyValue), keyDocument);
  documents.plans.set('plan01', { ...planDocument, throttle: burst(0) });
  tell({ kind: 'usage-plan', name: 'plan01', deleted: false });
  expect(admit()).toMatchObject({ code: 'throttle.key.rate', retryAfterSeconds: null });
});

test('a changed plan or quota calls its permits back', () => {
  const quota = { limit: 10, period: 'DAY', offset: 0 } as const;
  const { leases, tell } = start({ plan: { quota }, permits: 5 });
  tell({ kind: 'quota', name: 'plan01/key0000001', deleted: false });
  expect(leases.status().inHand).toBe(0);
  expect(leases.reports()).toMatchObject([{ returned: 5, wanted: 0 }]);
});

test('at midnight a request counts on the new day', () => {
  const { admit, clock } = start();
  admit();
  clock.nowMs += 1000;
  admit();
  expect(journalled().map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-22']);
});

test('a key in two plans has on each stage the quota of the plan that covers it', () => {
  const quota = { limit: 10, period: 'DAY', offset: 0 } as const;
  const { admit, documents, leases, stage } = start({
    key: { usagePlanIds: ['plan01', 'plan02'] },
    plan: { quota },
    permits: 1,
  });
  const apiStages = { 'api0000001/prod': { methodThrottles: {} } };
  documents.plans.set('plan02', { ...planDocument, usagePlanId: 'plan02', quota, apiStages });
  const prod = { ...stage, name: 'api0000001/prod' };
  const name = { usagePlanId: 'plan02', keyId: 'key0000001', periodStart: '2026-11-21' };
  leases.permits({ ...name, periodEndMs: Date.UTC(2026, 10, 22) });
  leases.take([{ ...name, granted: 2, remaining: 0, heldElsewhere: 0 }]);
  leases.take([{ ...name, granted: 0, remaining: 0, heldElsewhere: 0 }]);
  expect(
    [admit(), admit(), admit({ on: prod }), admit({ on: prod }), admit({ on: prod })].map(typeOf),
  ).toEqual(['ADMITTED', 'QUOTA_EXCEEDED', 'ADMITTED', 'ADMITTED', 'QUOTA_EXCEEDED']);
  expect(journalled()).toMatchObject([
    { usagePlanId: 'plan01', count: 1 },
    { usagePlanId: 'plan02', count: 2 },
  ]);
});

test('a key that moves to another plan spends nothing of the old one from the next request on', () => {
  const quota = { limit: 10, period: 'DAY', offset: 0 } as const;
  const { admit, documents, tell, leases } = start({ plan: { quota }, permits: 5 });
  admit();
  documents.plans.set('plan02', { ...planDocument, usagePlanId: 'plan02' });
  documents.keys.set(digestOf(keyValue), { ...keyDocument, usagePlanIds: ['plan02'] });
  tell({ kind: 'api-key', name: digestOf(keyValue), deleted: false });
  admit();
  expect(leases.status().inHand).toBe(4);
  expect(journalled().map(({ usagePlanId }) => usagePlanId)).toEqual(['plan01', 'plan02']);
});

test('a plan with the switch tells its keys what each request has left, refused ones too; without it nobody', () => {
  const limits = { quota: { limit: 3, period: 'DAY', offset: 0 }, throttle: burst(2) } as const;
  const { admit, clock } = start({ plan: { ...limits, rateLimitHeaders: true }, permits: 3 });
  const left = () => admit().rateLimitHeaders?.[3];
  expect([left(), left(), left()]).toEqual([
    '"day";r=2;t=1, "rate";r=1;t=2',
    '"day";r=1;t=1, "rate";r=0;t=2',
    '"day";r=1;t=1, "rate";r=0;t=2',
  ]);
  clock.steadyMs = 60_000;
  expect([left(), left()]).toEqual(['"day";r=0;t=1, "rate";r=1;t=2', '"day";r=0;t=1, "rate";r=1;t=2']);
  expect(start({ plan: limits, permits: 1 }).admit().rateLimitHeaders).toBeNull();
});

test('each request counts in the hour in which it came', () => {
  const { admit, clock } = start();
  clock.nowMs = Date.UTC(2026, 10, 21, 9, 59, 59);
  admit();
  clock.nowMs += 1000;
  admit();
  expect(journalled()).toMatchObject([
    { day: '2026-11-21', hour: 9, count: 1 },
    { day: '2026-11-21', hour: 10, count: 1 },
  ]);
});

test('a journal that has no place refuses for a second; nothing is counted that is not written', () => {
  journal.close();
  journal = new Journal({ folder, log: silentLogger, segmentBytesMax: 1, bytesMax: 0, whenFull: 'refuse' });
  const { admit } = start();
  admit();
  journal.flush();
  expect(admit()).toMatchObject({ admitted: false, code: 'metering.journal_full', retryAfterSeconds: 1 });
  expect(admit({ value: 'unknown' })).toMatchObject({ code: 'key.invalid' });
  expect(journalled()).toMatchObject([{ count: 1 }]);
});
