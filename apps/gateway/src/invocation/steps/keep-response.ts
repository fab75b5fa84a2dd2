import type { CallerResponse } from '../caller-response.js';
import type { Routed } from '../invocation.js';
import type { CacheUse } from '../response-cache/cache-use.js';
import { CollectedBody, type Collected, type CollectingRoom } from '../response-cache/collected-body.js';
import { addIgnoredWarning } from '../response-cache/ignored-warning.js';
import { toKeep } from '../response-cache/kept-response.js';
import { whyNotKept } from '../response-cache/may-keep.js';
import { keptBodyBytesMax } from '../response-cache/response-store.js';
import type { MethodStep } from '../step.js';

/** For so long nobody waits for a call whose response was for its caller alone; seconds. */
const uncollapsedSecondsMax = 60;

/**
 * Keeps what the integration has answered, and gives it to those who wait for it. A body that streams goes to
 * its caller as it comes, and is kept once it was whole. See "keepResponse" in docs/REQUEST-PIPELINE.md.
 */
export const keepResponse = (room: CollectingRoom): MethodStep => ({
  name: 'keepResponse',
  run(invocation) {
    const use = invocation.cacheUse;
    if (use === null) return null;
    const response = invocation.response!;
    const { body, status } = response;
    use.askedAtMs = askedAtMs(invocation);
    use.notKept = whyNotKept(response, invocation.exchange);
    if (use.notKept !== null) letOthersCall(use, status, invocation.record.receivedAtMs);
    else if (body === null || typeof body === 'string' || Buffer.isBuffer(body))
      keep(use, response, bytesOf(body));
    else collect(invocation, use, response, room);
    if (use.warns) addIgnoredWarning(invocation);
    return null;
  },
});

function askedAtMs({ record, exchange }: Routed): number {
  return record.receivedAtMs + Math.max(0, exchange?.sentAfterMs ?? 0);
}

const noBytes = Buffer.alloc(0);

function bytesOf(body: string | Buffer | null): Buffer {
  if (body === null) return noBytes;
  return typeof body === 'string' ? Buffer.from(body) : body;
}

function keep(use: CacheUse, response: CallerResponse, body: Buffer): void {
  const { method, caching, key, askedAtMs } = use;
  const nowMs = Date.now();
  if (body.length > keptBodyBytesMax) {
    use.notKept = tooLong;
    return letOthersCall(use, response.status, nowMs);
  }
  const kept = toKeep(response, body, { askedAtMs, nowMs, ttlSeconds: caching.ttlSeconds });
  method.responses.keep(key, kept, caching.encrypted);
  use.call?.fulfil(kept);
}

const tooLong = `its body has more than ${keptBodyBytesMax} bytes`;

function collect(invocation: Routed, use: CacheUse, response: CallerResponse, room: CollectingRoom): void {
  const { status, streamBytes } = response;
  const source = response.body as Exclude<CallerResponse['body'], string | Buffer | null>;
  const expectedBytes = status === 204 ? null : streamBytes;
  const options = { bytesMax: keptBodyBytesMax, expectedBytes, room };
  const body = new CollectedBody(source, options, (collected) => takeCollected(use, response, collected));
  invocation.response = { ...response, body };
}

function takeCollected(use: CacheUse, response: CallerResponse, collected: Collected): void {
  switch (collected.kind) {
    case 'whole':
      return keep(use, response, collected.body);
    case 'not-kept':
      use.notKept = tooLong;
      return letOthersCall(use, response.status, Date.now());
    case 'broken':
      use.notKept = 'it did not come to its end';
      return use.endWithout(collected.rejection.code === 'request.caller_gone');
  }
}

/** A failing backend is asked again by one alone, until that has failed, too. */
function letOthersCall({ method, caching, key, call }: CacheUse, status: number, nowMs: number): void {
  if (call === null) return;
  if (status >= 500) return call.fail();
  const seconds = Math.min(caching.ttlSeconds, uncollapsedSecondsMax);
  method.uncollapsed.set(key, nowMs + seconds * 1000, 2 * key.length);
  call.release();
}
