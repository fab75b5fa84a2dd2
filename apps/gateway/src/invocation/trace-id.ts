import { randomBytes } from 'node:crypto';
import { joinedHeader } from '../http/raw-headers.js';
import { TextBlock } from '../observability/text-block.js';
import type { Invocation } from './invocation.js';

const idsPerBlock = 64;
const digits = 24;
let second = -1;
let block = blockOf(0);

/**
 * The trace id of a request, the same wherever it shows: the caller's, if it is one, else one that is made
 * for the first who asks.
 */
export function traceIdOf(invocation: Invocation): string {
  return (invocation.traceId ??=
    callerTraceId(joinedHeader(invocation.request.rawHeaders, 'x-amzn-trace-id')) ??
    newTraceId(invocation.record.receivedAtMs));
}

/** What a caller sent as its trace id, null when it is none. */
export function callerTraceId(sent: string | null): string | null {
  return sent?.includes('Root=') ? sent : null;
}

/** `Root=1-<time, 8 hex>-<24 hex>`, the form of X-Ray trace ids; the time in seconds, the rest random. */
export function newTraceId(nowMs: number): string {
  const nowSecond = Math.floor(nowMs / 1000);
  if (nowSecond !== second) {
    second = nowSecond;
    block = blockOf(nowSecond);
  }
  return block.next();
}

/**
 * Whole ids, joined beforehand: a text that was put together for one request is copied before it can be
 * looked at.
 */
function blockOf(ofSecond: number): TextBlock {
  const beginning = `Root=1-${ofSecond.toString(16).padStart(8, '0')}-`;
  return new TextBlock(beginning.length + digits, () => {
    const random = randomBytes((digits / 2) * idsPerBlock).toString('hex');
    const ids: string[] = [];
    for (let from = 0; from < random.length; from += digits) {
      ids.push(beginning, random.substring(from, from + digits));
    }
    return ids.join('');
  });
}
