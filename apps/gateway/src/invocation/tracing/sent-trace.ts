import {
  readTraceParent,
  readTraceState,
  readXrayHeader,
  type TraceParent,
  type XrayHeader,
} from '#libs/traces';
import { isNamed } from '../../http/raw-headers.js';

/** What a caller says of the trace that its request is part of. */
export interface SentTrace {
  /** Null when there is none, several, or one that is not as W3C Trace Context says. */
  readonly parent: TraceParent | null;
  /** The `traceparent` as it was sent; empty when `parent` is null. */
  readonly parentText: string;
  /** All `tracestate` as one; empty without a usable `traceparent`. */
  readonly state: string;
  /** Null when there is none, or none with a usable Root. */
  readonly xray: XrayHeader | null;
}

/** Null for a caller who sends none of the three headers, as most do. */
export function sentTrace(rawHeaders: readonly string[]): SentTrace | null {
  let parents: string[] | null = null;
  let states: string[] | null = null;
  let xrays: string[] | null = null;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    // By length first, which is all that most headers cost.
    if (name.length === 10) {
      if (isNamed(name, 'tracestate')) (states ??= []).push(rawHeaders[index + 1]!);
    } else if (name.length === 11) {
      if (isNamed(name, 'traceparent')) (parents ??= []).push(rawHeaders[index + 1]!);
    } else if (name.length === 15 && isNamed(name, 'x-amzn-trace-id', 'X-Amzn-Trace-Id')) {
      (xrays ??= []).push(rawHeaders[index + 1]!);
    }
  }
  if (parents === null && xrays === null) return null;
  const parent = parents?.length === 1 ? readTraceParent(parents[0]!) : null;
  return {
    parent,
    parentText: parent === null ? '' : parents![0]!,
    state: parent === null || states === null ? '' : readTraceState(states),
    xray: xrays === null ? null : readXrayHeader(xrays.join(', ')),
  };
}

/** Whether whoever called the caller's span wants the trace recorded; null when nobody has said. */
export function isSampledUpstream({ parent, xray }: SentTrace): boolean | null {
  if (parent !== null) return (parent.flags & 1) === 1;
  if (xray === null || xray.sampled === null || xray.sampled === '?') return null;
  return xray.sampled === '1';
}
