import { reject } from '../../refusals/rejection.js';
import type { Routed } from '../invocation.js';
import { acceptsCoding } from '../response-cache/accepts-coding.js';
import type { CachedMethod } from '../response-cache/active-caching.js';
import { asksForFresh } from '../response-cache/asks-for-fresh.js';
import { CacheUse } from '../response-cache/cache-use.js';
import type { AwaitedCall } from '../response-cache/collapsed-calls.js';
import { respondWithKept } from '../response-cache/kept-response.js';
import type { KeptResponse } from '../response-cache/response-store.js';
import type { MethodStep, SkipTo, StepOutcome } from '../step.js';
import { addIgnoredWarning } from '../response-cache/ignored-warning.js';

/**
 * Responds from the stage's cache, and skips the integration; else lets one request of a key call it, and the
 * others wait for its response, for half of their own time. `behindKeeping`: where a request goes on that was
 * answered. See "findCachedResponse" in docs/REQUEST-PIPELINE.md.
 */
export const findCachedResponse = (method: CachedMethod, behindKeeping: SkipTo): MethodStep => ({
  name: 'findCachedResponse',
  run(invocation) {
    const { request, record } = invocation;
    const caching = method.caching.get(request.httpMethod);
    if (caching === undefined || hasUnkeyedBody(invocation)) return null;
    const use = new CacheUse(method, caching, method.key.keyOf(invocation, caching.prefix));
    invocation.cacheUse = use;
    if (asksForFresh(request.rawHeaders)) {
      const refusal =
        caching.invalidation === 'ANYONE' ? null : invocation.method.refuseInvalidation(invocation);
      // Nor does it wait for a call that was made before it came.
      if (refusal === null) {
        record.cacheResult = 'miss';
        return null;
      }
      if (caching.invalidation === 'FAIL_WITH_403') return refusal;
      use.warns = caching.invalidation === 'SUCCEED_WITH_RESPONSE_HEADER';
    }
    record.cacheResult = 'miss';
    const found = method.responses.find(use.key, caching.encrypted);
    if (found instanceof Promise) {
      return found.then((kept) => takeFound(invocation, use, kept, behindKeeping));
    }
    return takeFound(invocation, use, found, behindKeeping);
  },
});

/** A GET has no use for a body, which is no part of its key, and backends may go by it. */
function hasUnkeyedBody({ request, body }: Routed): boolean {
  return request.httpMethod === 'GET' && (body === null ? request.bodyBytes !== 0 : body.length > 0);
}

function takeFound(
  invocation: Routed,
  use: CacheUse,
  kept: KeptResponse | null,
  behindKeeping: SkipTo,
): StepOutcome | Promise<StepOutcome> {
  if (kept !== null) {
    // Who cannot read it brings one that all can.
    return acceptsCoding(kept, invocation.request) ? respond(invocation, use, kept, behindKeeping) : null;
  }
  const { method, caching, key } = use;
  if (!caching.isCollapsed || !mayWait(use, invocation.record.receivedAtMs)) return null;
  const joined = method.responses.calls.join(key, method.timeoutMs / 2);
  if (joined === null) return null;
  if (!joined.leads) return waitFor(invocation, use, joined, behindKeeping);
  use.call = joined;
  return null;
}

function mayWait({ method: { uncollapsed }, key }: CacheUse, nowMs: number): boolean {
  if (uncollapsed.size === 0) return true;
  const untilMs = uncollapsed.get(key);
  return untilMs === undefined || untilMs <= nowMs;
}

function respond(invocation: Routed, use: CacheUse, kept: KeptResponse, behindKeeping: SkipTo): SkipTo {
  use.hit = kept;
  invocation.record.cacheResult = 'hit';
  invocation.response = respondWithKept(invocation, kept);
  if (use.warns) addIgnoredWarning(invocation);
  return behindKeeping;
}

async function waitFor(
  invocation: Routed,
  use: CacheUse,
  call: AwaitedCall,
  behindKeeping: SkipTo,
): Promise<StepOutcome> {
  const fromMs = performance.now();
  invocation.onCallerGone = () => call.leave();
  const outcome = await call.outcome;
  invocation.onCallerGone = null;
  use.waitedMs = performance.now() - fromMs;
  switch (outcome.kind) {
    case 'response':
      return acceptsCoding(outcome.response, invocation.request)
        ? respond(invocation, use, outcome.response, behindKeeping)
        : null;
    case 'lead':
      use.call = outcome.call;
      return null;
    case 'alone':
      return null;
    case 'late':
      // What makes that call take so long may be its caller's alone. There is time left for one of its own.
      return null;
    case 'gone':
      return reject('request.caller_gone', 'the caller has gone while it waited for the call of another');
  }
}
