import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryRateBuckets, quotaPeriodEndMs, quotaPeriodStart } from '#libs/rate-limits';
import type { AccountDocument, ApiKeyDocument, UsagePlanDocument } from '#libs/snapshot-format';
import { silentLogger } from '#libs/telemetry';
import type { AdmissionVerdict } from '../invocation/admission.js';
import type { ActiveMethod, ActiveStage } from '../invocation/active-stage.js';
import type { DocumentChange } from '../invocation/published-documents.js';
import { rejectionReasons } from '../refusals/rejection-reasons.js';
import { createAdmission } from './admission.js';
import { Journal } from './journal.js';
import { Leases } from './leases.js';

const owner = { formatVersion: 1, accountId: '000000000000', region: 'us-east-1' } as const;
const nowMs = Date.UTC(2026, 10, 21, 23, 59, 59);
const keyValue = 'abcdefghijklmnopqrstuvwxyz0123456789ABCD';
const digestOf = (value: string) => createHash('sha256').update(value).digest('hex');
const burst = (size: number) => ({ ratePerSecond: 0.5, burst: size });

const keyDocument: ApiKeyDocument = {
  ...owner,
  keyId: 'key0000001',
  enabled: true,
  usagePlanIds: ['plan01'],
};
const planDocument: UsagePlanDocument = {
  ...owner,
  usagePlanId: 'plan01',
  throttle: null,
  quota: null,
  apiStages: { 'api0000001/dev': { methodThrottles: {} } },
};

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

/** Admission over real buckets, leases and journal, with documents of the test's own. */
function start(
  given: {
    key?: Partial<ApiKeyDocument>;
    plan?: Partial<UsagePlanDocument>;
    stageThrottle?: { ratePerSecond: number; burst: number };
    account?: AccountDocument['throttle'];
    permits?: number;
    moreElsewhere?: boolean;
  } = {},
) {
  const documents = {
    keys: new Map([[digestOf(keyValue), { ...keyDocument, ...given.key }]]),
    plans: new Map([['plan01', { ...planDocument, ...given.plan }]]),
  };
  const listeners: ((change: DocumentChange) => void)[] = [];
  const leases = new Leases({ flushSoon: () => undefined, away: () => true, whenDisconnected: 'refuse' });
  const account = given.account && { ...owner, throttle: given.account };
  const clock = { steadyMs: 0, nowMs };
  const admission = createAdmission({
    documents: {
      usagePlan: (id) => documents.plans.get(id),
      account: () => account,
      apiKey: (digest) => documents.keys.get(digest),
      onChange: (listener) => listeners.push(listener),
    },
    buckets: createMemoryRateBuckets(),
    leases,
    journal,
    steadyMs: () => clock.steadyMs,
  });
  const method = { settingsKey: '/pets/GET', apiKeyRequired: true } as ActiveMethod;
  const other = { settingsKey: '/pets/POST', apiKeyRequired: true } as ActiveMethod;
  const stage = {
    name: 'api0000001/dev',
    document: { accountId: owner.accountId, region: owner.region },
    throttles: new Map(given.stageThrottle ? [[method, given.stageThrottle]] : []),
  } as unknown as ActiveStage;
  if (given.permits !== undefined) {
    const period = given.plan?.quota?.period ?? 'DAY';
    const periodStart = quotaPeriodStart(period, nowMs);
    const name = { usagePlanId: 'plan01', keyId: 'key0000001', periodStart };
    leases.permits({ ...name, periodEndMs: quotaPeriodEndMs(period, nowMs) });
    leases.take([{ ...name, granted: given.permits, remaining: 0, heldElsewhere: 0 }]);
    // These were the last, and nobody holds any others.
    if (!given.moreElsewhere) leases.take([{ ...name, granted: 0, remaining: 0, heldElsewhere: 0 }]);
  }
  return {
    clock,
    documents,
    leases,
    tell: (change: DocumentChange) => listeners.forEach((listener) => listener(change)),
    stage,
    admit: (
      options: { value?: string | null; to?: ActiveMethod; on?: ActiveStage } = {},
    ): AdmissionVerdict => {
      const { value = keyValue, to = method, on = stage } = options;
      const verdict = admission.admit({ stage: on, method: to, apiKeyValue: value, nowMs: clock.nowMs });
      if (verdict instanceof Promise) throw new Error('this verdict needed nobody else');
      return verdict;
    },
    other,
  };
}

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
