import { isNamed } from '../../http/raw-headers.js';
import type { CallerResponse } from '../caller-response.js';
import type { Routed } from '../invocation.js';
import { traceOf } from '../tracing/request-trace.js';
import type { KeptResponse } from './response-store.js';

const traceHeader = 'X-Amzn-Trace-Id';

/** What is kept of a response: all but what was of its own request. `body` is all of it. */
export function toKeep(
  { status, headers }: CallerResponse,
  body: Buffer,
  {
    askedAtMs,
    nowMs,
    ttlSeconds,
  }: { readonly askedAtMs: number; readonly nowMs: number; readonly ttlSeconds: number },
): KeptResponse {
  const kept: string[] = [];
  let ageSeconds = 0;
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!;
    if (isNamed(name, 'age', 'Age')) ageSeconds = secondsOf(headers[index + 1]!);
    // Its place is kept for the trace of who is sent it.
    else if (isNamed(name, 'x-amzn-trace-id', traceHeader)) kept.push(traceHeader, '');
    else kept.push(name, headers[index + 1]!);
  }
  return {
    status,
    headers: kept,
    body,
    askedAtMs,
    storedAtMs: nowMs - ageSeconds * 1000,
    expiresAtMs: nowMs + ttlSeconds * 1000,
  };
}

/** RFC 9111, section 5.1: what is no number of seconds says nothing. */
function secondsOf(age: string): number {
  return /^\d{1,9}$/.test(age) ? Number(age) : 0;
}

/** Whole seconds since a response was made, by its backend's own `Age` or since it was kept. */
export function ageOf({ storedAtMs }: KeptResponse, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - storedAtMs) / 1000));
}

/** A kept response for who asks now: with its age, and the trace of this request where it names one. */
export function respondWithKept(invocation: Routed, kept: KeptResponse): CallerResponse {
  const headers: string[] = [];
  for (let index = 0; index < kept.headers.length; index += 2) {
    const name = kept.headers[index]!;
    headers.push(name, name === traceHeader ? traceOf(invocation).shown : kept.headers[index + 1]!);
  }
  headers.push('Age', String(ageOf(kept, invocation.record.receivedAtMs)));
  return { status: kept.status, headers, body: kept.body, streamBytes: null };
}
