import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import type { ThrottleSettings } from './usage-plan.js';

/**
 * A throttle of a usage plan: neither limit negative; the burst may exceed the rate (recorded: usage plans).
 */
export function checkThrottle(given: {
  readonly rateLimit?: number | null;
  readonly burstLimit?: number | null;
}): Result<ThrottleSettings> {
  const rateLimit = given.rateLimit ?? null;
  const burstLimit = given.burstLimit ?? null;
  if (rateLimit !== null && !(rateLimit >= 0)) {
    return fail(badRequest('Usage Plan throttle rate limit must not be negative'));
  }
  if (burstLimit !== null && !(burstLimit >= 0)) {
    return fail(badRequest('Usage Plan throttle burst limit must not be negative'));
  }
  return ok({ rateLimit, burstLimit });
}
