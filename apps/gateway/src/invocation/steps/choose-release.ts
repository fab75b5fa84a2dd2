import { firstHeader } from '../../http/raw-headers.js';
import type { ActiveCanary } from '../active-stage.js';
import { refuseAccess } from '../endpoint-access.js';
import type { RouteStep } from '../step.js';

/**
 * Lets some requests of a stage with a canary run on that: as many of a hundred as it says, drawn for each
 * request, or as the caller says where the stage has a header for that. `random`: at least 0 and below 1. See
 * "chooseRelease" in docs/REQUEST-PIPELINE.md.
 */
export const chooseRelease = (random: () => number = Math.random): RouteStep => ({
  name: 'chooseRelease',
  run(invocation) {
    const own = invocation.stage!;
    const { canary } = own;
    if (canary === null) return null;
    const isCanary = pinned(canary, invocation.request.rawHeaders) ?? isDrawn(canary, random);
    const chosen = isCanary ? canary.stage : own;
    const refusal = refuseAccess(chosen, invocation);
    if (refusal) {
      invocation.stage = null;
      return refusal;
    }
    invocation.stage = chosen;
    invocation.record.isCanary = isCanary;
    return null;
  },
});

const isDrawn = ({ percentTraffic }: ActiveCanary, random: () => number): boolean =>
  random() * 100 < percentTraffic;

/** Null: the caller does not say, or says neither. */
function pinned({ pinHeader }: ActiveCanary, rawHeaders: readonly string[]): boolean | null {
  const value = pinHeader === null ? null : firstHeader(rawHeaders, pinHeader);
  if (value === null) return null;
  switch (value.trim().toLowerCase()) {
    case 'canary':
      return true;
    case 'base':
      return false;
    default:
      return null;
  }
}
