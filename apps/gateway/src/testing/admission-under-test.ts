import { createHash } from 'node:crypto';
import { createMemoryRateBuckets, quotaPeriodEndMs, quotaPeriodStart } from '#libs/rate-limits';
import type { AccountDocument, ApiKeyDocument, UsagePlanDocument } from '#libs/snapshot-format';
import type { AdmissionVerdict } from '../invocation/admission.js';
import type { ActiveMethod, ActiveStage } from '../invocation/active-stage.js';
import type { DocumentChange } from '../invocation/published-documents.js';
import { createAdmission } from '../usage/admission.js';
import { Journal } from '../usage/journal.js';
import { Leases } from '../usage/leases.js';

export const owner = { formatVersion: 1, accountId: '000000000000', region: 'us-east-1' } as const;
export const nowMs = Date.UTC(2026, 10, 21, 23, 59, 59);
export const keyValue = 'abcdefghijklmnopqrstuvwxyz0123456789ABCD';
export const digestOf = (value: string) => createHash('sha256').update(value).digest('hex');
export const burst = (size: number) => ({ ratePerSecond: 0.5, burst: size });

export const keyDocument: ApiKeyDocument = {
  ...owner,
  keyId: 'key0000001',
  enabled: true,
  usagePlanIds: ['plan01'],
};
export const planDocument: UsagePlanDocument = {
  ...owner,
  usagePlanId: 'plan01',
  throttle: null,
  quota: null,
  apiStages: { 'api0000001/dev': { methodThrottles: {} } },
};

/** What a test's documents say other than usual. */
export interface GivenDocuments {
  readonly key?: Partial<ApiKeyDocument>;
  readonly plan?: Partial<UsagePlanDocument>;
  readonly stageThrottle?: { ratePerSecond: number; burst: number };
  readonly account?: AccountDocument['throttle'];
  readonly permits?: number;
  readonly moreElsewhere?: boolean;
}

/** Admission over real buckets, leases and journal, with documents of the test's own. */
export function startAdmission(journal: Journal, given: GivenDocuments = {}) {
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
      options: {
        value?: string | null;
        digest?: string;
        to?: ActiveMethod;
        on?: ActiveStage;
        units?: number;
      } = {},
    ): AdmissionVerdict => {
      const { digest = null, to = method, on = stage, units = 1 } = options;
      const { value = digest === null ? keyValue : null } = options;
      const named = { apiKeyValue: value, apiKeyDigest: digest };
      const request = { stage: on, method: to, ...named, units, nowMs: clock.nowMs };
      const verdict = admission.admit(request);
      if (verdict instanceof Promise) throw new Error('this verdict needed nobody else');
      return verdict;
    },
    other,
  };
}
