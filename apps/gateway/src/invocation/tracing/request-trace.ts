import {
  newSpanId,
  randomFlag,
  sampledFlag,
  traceIdOfRoot,
  withXraySpan,
  writeTraceParent,
  writeXrayHeader,
  xrayRoot,
  type XrayHeader,
} from '#libs/traces';
import type { Invocation } from '../invocation.js';
import { isSampledUpstream, sentTrace, type SentTrace } from './sent-trace.js';
import { newTraceHeader, rootChars } from './trace-ids.js';

/** Of which trace a request is part, the same wherever it shows. */
export interface RequestTrace {
  /**
   * `X-Amzn-Trace-Id` as callers, templates and events see it: what the caller sent, where that names a
   * Root, else a Root alone (recorded: trace ids).
   */
  readonly shown: string;
  /** `X-Amzn-Trace-Id` for backends: with Root, Parent and Sampled. */
  readonly toBackends: string;
  /**
   * `traceparent` and `tracestate` for backends as header fields: ours where spans are exported, else the
   * caller's; null when there are none.
   */
  readonly contextFields: readonly string[] | null;
  /** Null when no spans of this request are exported. */
  readonly spans: ExportedSpans | null;
}

/** The ids of a request's spans, which are exported when it is complete. */
export interface ExportedSpans {
  readonly traceId: string;
  /** Of the span that the caller named; null when it named none. */
  readonly callerSpanId: string | null;
  /** The caller's `tracestate`; empty without. */
  readonly traceState: string;
  /** As W3C Trace Context has them. */
  readonly flags: number;
  readonly requestSpanId: string;
  readonly authorizerSpanId: string;
  readonly integrationSpanId: string;
  /** As `RequestTrace.toBackends`, for the authorizer. */
  readonly toAuthorizer: string;
}

/** The trace of a request; made for the first who asks. */
export function traceOf(invocation: Invocation): RequestTrace {
  return (invocation.trace ??= readTrace(invocation));
}

function readTrace({ request, record, stage }: Invocation): RequestTrace {
  const sent = sentTrace(request.rawHeaders);
  const sampler = stage === null ? null : stage.traceSampler;
  if (sampler?.isSampled(sent === null ? null : isSampledUpstream(sent))) {
    return exportedTrace(sent, record.receivedAtMs);
  }
  if (sent === null) return newTrace(record.receivedAtMs);
  const { parent, xray, state } = sent;
  if (xray === null && parent === null) return newTrace(record.receivedAtMs);
  const { shown, toBackends } = xray === null ? derivedFields(sent) : keptFields(xray);
  const contextFields = parent === null ? null : fieldsOf(sent.parentText, state);
  return { shown, toBackends, contextFields, spans: null };
}

function newTrace(nowMs: number): RequestTrace {
  const toBackends = newTraceHeader(nowMs);
  return { shown: toBackends.substring(0, rootChars), toBackends, contextFields: null, spans: null };
}

/** Of a `traceparent` alone: the same trace id and span in X-Ray's words. */
function derivedFields({ parent }: SentTrace): Pick<RequestTrace, 'shown' | 'toBackends'> {
  const { traceId, parentId, flags } = parent!;
  const sampled = (flags & sampledFlag) === 0 ? '0' : '1';
  const root = xrayRoot(traceId);
  const toBackends = writeXrayHeader({ root, parent: parentId, sampled });
  return { shown: toBackends.substring(0, rootChars), toBackends };
}

/** What the caller sent goes on, with what is missing of it. */
function keptFields({ text, parent, sampled }: XrayHeader): Pick<RequestTrace, 'shown' | 'toBackends'> {
  if (parent !== null && sampled !== null) return { shown: text, toBackends: text };
  return { shown: text, toBackends: withXraySpan(text, parent ?? newSpanId(), sampled ?? '0') };
}

/** The trace goes on with our spans between the caller's and the backend's. */
function exportedTrace(sent: SentTrace | null, nowMs: number): RequestTrace {
  const { parent = null, xray = null, state = '' } = sent ?? {};
  const madeRoot = parent === null && xray === null ? newTraceHeader(nowMs).substring(5, rootChars) : '';
  const traceId = parent?.traceId ?? traceIdOfRoot(xray?.root ?? madeRoot);
  const flags = sampledFlag | (parent === null ? 0 : parent.flags & randomFlag);
  const requestSpanId = newSpanId();
  const authorizerSpanId = newSpanId();
  const integrationSpanId = newSpanId();
  const shown = xray?.text ?? `Root=${xrayRoot(traceId)}`;
  // Where a caller names two traces, that of X-Ray stays as it is: our spans are in the other.
  const isOne = xray === null || traceIdOfRoot(xray.root) === traceId;
  const xrayFor = (spanId: string): string =>
    isOne ? withXraySpan(shown, spanId, '1') : keptFields(xray).toBackends;
  return {
    shown,
    toBackends: xrayFor(integrationSpanId),
    contextFields: fieldsOf(writeTraceParent({ traceId, parentId: integrationSpanId, flags }), state),
    spans: {
      traceId,
      callerSpanId: parent?.parentId ?? xray?.parent?.toLowerCase() ?? null,
      traceState: state,
      flags,
      requestSpanId,
      authorizerSpanId,
      integrationSpanId,
      toAuthorizer: xrayFor(authorizerSpanId),
    },
  };
}

/** Whether a header, in lower case, is one of the two of W3C Trace Context. */
export function isTraceContext(lower: string): boolean {
  return lower === 'traceparent' || lower === 'tracestate';
}

function fieldsOf(parentText: string, state: string): readonly string[] {
  return state === '' ? ['traceparent', parentText] : ['traceparent', parentText, 'tracestate', state];
}
