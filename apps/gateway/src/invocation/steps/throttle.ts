import { messageUnits } from '#libs/metering';
import { reject } from '../../refusals/rejection.js';
import type { Admission, AdmissionVerdict } from '../admission.js';
import type { Invocation } from '../invocation.js';
import type { DeclaredStep, Verdict } from '../step.js';

/**
 * Asks admission: key, usage plan, quota, throttles. What it admits is metered: a message of a WebSocket
 * connection for the key that the connection was opened with. See "throttle" in docs/REQUEST-PIPELINE.md.
 */
export const throttle = (admission: Admission): DeclaredStep => ({
  name: 'throttle',
  isUsedBy: () => true,
  run(invocation) {
    const verdict = admission.admit({
      stage: invocation.stage,
      method: invocation.method,
      apiKeyValue: invocation.apiKeyValue,
      apiKeyDigest: invocation.event?.connection.found?.apiKeyDigest ?? null,
      units: unitsOf(invocation),
      nowMs: invocation.record.receivedAtMs,
    });
    return verdict instanceof Promise
      ? verdict.then((settled) => takeVerdict(invocation, settled))
      : takeVerdict(invocation, verdict);
  },
});

/** A handshake is one use, like a request. */
function unitsOf({ event, body }: Invocation): number {
  return event?.type === 'MESSAGE' ? messageUnits(body?.length ?? 0) : 1;
}

function takeVerdict(invocation: Invocation, verdict: AdmissionVerdict): Verdict {
  invocation.apiKeyId = verdict.apiKeyId;
  invocation.usagePlanId = verdict.usagePlanId;
  invocation.rateLimitHeaders = verdict.rateLimitHeaders;
  if (!verdict.admitted) return reject(verdict.code, verdict.limit, verdict.retryAfterSeconds);
  invocation.metered = verdict.metered;
  return null;
}
