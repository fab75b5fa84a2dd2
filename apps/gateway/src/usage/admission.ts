import type { RateBuckets } from '#libs/rate-limits';
import type {
  Admission,
  AdmissionRequest,
  AdmissionVerdict,
  MeteredUse,
  NotAdmitted,
} from '../invocation/admission.js';
import type { ActiveMethod, ActiveStage } from '../invocation/active-stage.js';
import type { PublishedDocuments } from '../invocation/published-documents.js';
import { GrantCache } from './grant-cache.js';
import type { Journal } from './journal.js';
import type { Leases } from './leases.js';
import type { SpendVerdict } from './permits.js';
import { rateLimitHeaders } from './rate-limit-headers.js';
import { invalidKey, journalFull, permitsUnavailable, quotaExceeded, throttled } from './refusals.js';
import { ratesOf, type Grant } from './resolve-grant.js';
import { giveBackRates, takeRates, type Rate, type RatesVerdict } from './take-rates.js';

export interface AdmissionOptions {
  readonly documents: PublishedDocuments;
  readonly buckets: RateBuckets;
  readonly leases: Leases;
  readonly journal: Journal;
  /** A clock for rates that never steps; milliseconds. */
  readonly steadyMs: () => number;
}

const unmetered: AdmissionVerdict = {
  admitted: true,
  apiKeyId: null,
  usagePlanId: null,
  metered: null,
  rateLimitHeaders: null,
};

/**
 * Decides on a request in the documented order: the key and its plan, the key's throttle for the method, the
 * key's throttle, the quota, the stage's throttle for the method, the account's. What an earlier limit gave
 * goes back when a later one refuses, so that a refused request uses up nothing and is counted nowhere. A
 * request is one token of each throttle, and as many uses of its quota as it says: all or none. All of it
 * happens in this process, but for the first permits and tokens of a key.
 */
export function createAdmission(options: AdmissionOptions): Admission {
  const { documents, buckets, leases, journal, steadyMs } = options;
  const grants = new GrantCache(documents, leases);
  type RatesByMethod = Map<ActiveMethod, readonly Rate[]>;
  let stageRates = new WeakMap<ActiveStage, RatesByMethod>();

  documents.onChange((change) => {
    // Any of these may change what a key may do on any stage. Working a grant out again costs a hash and a
    // look-up.
    grants.clear();
    if (change.kind === 'account') stageRates = new WeakMap();
    if (change.kind === 'usage-plan') leases.recall(change.name, null);
    if (change.kind === 'quota') {
      const [usagePlanId = '', keyId = ''] = change.name.split('/');
      leases.recall(usagePlanId, keyId);
    }
  });

  function ratesOfStage(stage: ActiveStage, method: ActiveMethod): readonly Rate[] {
    let byMethod = stageRates.get(stage);
    if (!byMethod) stageRates.set(stage, (byMethod = new Map<ActiveMethod, readonly Rate[]>()));
    const known = byMethod.get(method);
    if (known) return known;
    const rates: Rate[] = [];
    const ofMethod = stage.throttles.get(method);
    if (ofMethod)
      rates.push({
        key: `stage-method/${stage.name}${method.settingsKey}`,
        limit: ofMethod,
        code: 'throttle.stage_method.rate',
        policy: null,
      });
    const { accountId, region } = stage.document;
    const account = documents.account(accountId, region);
    if (account) {
      rates.push({
        key: `account/${accountId}/${region}`,
        limit: account.throttle,
        code: 'throttle.account.rate',
        policy: null,
      });
    }
    byMethod.set(method, rates);
    return rates;
  }

  function admitOpen(request: AdmissionRequest): AdmissionVerdict | Promise<AdmissionVerdict> {
    const rates = ratesOfStage(request.stage, request.method);
    if (rates.length === 0) return unmetered;
    const verdict = takeRates(buckets, rates, steadyMs());
    return verdict instanceof Promise ? verdict.then(openVerdict) : openVerdict(verdict);
  }

  function askQuota(request: AdmissionRequest, grant: Grant, refused: RatesVerdict) {
    if (refused) return refusal(request, grant, throttled(refused));
    if (!grant.permits) return takeStageRates(request, grant, 'without');
    const spent = leases.spend(grant.permits, request.nowMs, request.units);
    if (!(spent instanceof Promise)) return takeStageRates(request, grant, spent);
    return spent.then((verdict) => takeStageRates(request, grant, verdict));
  }

  function takeStageRates(request: AdmissionRequest, grant: Grant, spent: SpendVerdict) {
    if (spent === 'used-up' || spent === 'unavailable') {
      giveBackRates(buckets, ratesOf(grant, request.stage.name, request.method), steadyMs());
      const verdict = spent === 'used-up' ? quotaExceeded(grant, request.nowMs) : permitsUnavailable(grant);
      return refusal(request, grant, verdict);
    }
    const rates = ratesOfStage(request.stage, request.method);
    const { epoch } = leases;
    const verdict = rates.length === 0 ? null : takeRates(buckets, rates, steadyMs());
    if (!(verdict instanceof Promise)) return finish(request, grant, spent, epoch, verdict);
    return verdict.then((late) => finish(request, grant, spent, epoch, late));
  }

  function finish(
    request: AdmissionRequest,
    grant: Grant,
    spent: SpendVerdict,
    epoch: number,
    refused: RatesVerdict,
  ): AdmissionVerdict {
    // A permit that the control plane has taken back meanwhile is worth nothing: the pool has it, and may
    // have given it to others.
    const permitLost = spent === 'permit' && epoch !== leases.epoch;
    if (refused || permitLost) {
      if (spent === 'permit' && !permitLost && grant.permits) leases.refund(grant.permits, request.units);
      giveBackRates(buckets, ratesOf(grant, request.stage.name, request.method), steadyMs());
      if (refused) return refusal(request, grant, throttled(refused));
      giveBackRates(buckets, ratesOfStage(request.stage, request.method), steadyMs());
      return refusal(request, grant, permitsUnavailable(grant));
    }
    const sequence = journal.append(
      spent === 'permit' ? grant.useWithPermit : grant.useWithout,
      request.units,
    );
    const metered = new JournalledUse(journal, sequence);
    return {
      admitted: true,
      apiKeyId: grant.keyId,
      usagePlanId: grant.plan.usagePlanId,
      metered,
      rateLimitHeaders: headersFor(request, grant),
    };
  }

  /**
   * A key's limits as they are after this request; computed only where the plan says so, as it costs some
   * text per response.
   */
  function headersFor({ stage, method, nowMs }: AdmissionRequest, grant: Grant): readonly string[] | null {
    if (!grant.plan.rateLimitHeaders) return null;
    return rateLimitHeaders(grant, ratesOf(grant, stage.name, method), buckets, nowMs, steadyMs());
  }

  function refusal(request: AdmissionRequest, grant: Grant, verdict: NotAdmitted): NotAdmitted {
    return { ...verdict, ...namesOf(grant), rateLimitHeaders: headersFor(request, grant) };
  }

  return {
    admit(request) {
      const { stage, apiKeyValue, apiKeyDigest, nowMs } = request;
      let grant: Grant | null;
      if (apiKeyValue !== null) grant = grants.ofValue(stage.name, apiKeyValue, nowMs);
      else if (apiKeyDigest !== null) grant = grants.ofDigest(stage.name, apiKeyDigest, nowMs);
      else return admitOpen(request);
      if (!grant) return invalidKey;
      if (journal.refuses) return { ...journalFull, ...namesOf(grant) };
      const rates = ratesOf(grant, stage.name, request.method);
      const verdict = rates.length === 0 ? null : takeRates(buckets, rates, steadyMs());
      if (!(verdict instanceof Promise)) return askQuota(request, grant, verdict);
      return verdict.then((late) => askQuota(request, grant, late));
    },
  };
}

const namesOf = ({ keyId, plan }: Grant): Pick<NotAdmitted, 'apiKeyId' | 'usagePlanId'> => ({
  apiKeyId: keyId,
  usagePlanId: plan.usagePlanId,
});

class JournalledUse implements MeteredUse {
  constructor(
    private readonly journal: Journal,
    private readonly sequence: number,
  ) {}

  whenJournaled(then: () => void): void {
    this.journal.whenWritten(this.sequence, then);
  }
}

function openVerdict(refused: RatesVerdict): AdmissionVerdict {
  return refused ? throttled(refused) : unmetered;
}
