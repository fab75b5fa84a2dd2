import { reject } from '../../refusals/rejection.js';
import type { Admission, AdmissionVerdict } from '../admission.js';
import type { Invocation } from '../invocation.js';
import type { DeclaredStep, Verdict } from '../step.js';

/**
 * Asks admission: key, usage plan, quota, throttles. What it admits is metered. See "throttle" in
 * docs/REQUEST-PIPELINE.md.
 */
export const throttle = (admission: Admission): DeclaredStep => ({
  name: 'throttle',
  isUsedBy: () => true,
  run(invocation) {
    const verdict = admission.admit({
      stage: invocation.stage,
      method: invocation.method,
      apiKeyValue: invocation.apiKeyValue,
      units: 1,
      nowMs: invocation.record.receivedAtMs,
    });
    return verdict instanceof Promise
      ? verdict.then((settled) => takeVerdict(invocation, settled))
      : takeVerdict(invocation, verdict);
  },
});

function takeVerdict(invocation: Invocation, verdict: AdmissionVerdict): Verdict {
  invocation.apiKeyId = verdict.apiKeyId;
  invocation.usagePlanId = verdict.usagePlanId;
  invocation.rateLimitHeaders = verdict.rateLimitHeaders;
  if (!verdict.admitted) return reject(verdict.code, verdict.limit, verdict.retryAfterSeconds);
  invocation.metered = verdict.metered;
  return null;
}
