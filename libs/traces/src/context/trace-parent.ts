/** What `traceparent` says (W3C Trace Context, section 3.2). */
export interface TraceParent {
  /** 32 hex digits, not all of them zero. */
  readonly traceId: string;
  /** The span of the one who sent it: 16 hex digits, not all of them zero. */
  readonly parentId: string;
  readonly flags: number;
}

/** Of the flags: whoever sent it may have recorded its span. */
export const sampledFlag = 1;
/** Of the flags: the trace id is random (W3C Trace Context, level 2). */
export const randomFlag = 2;

const form = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const zeros = /^0+$/;

/**
 * Reads a `traceparent`; null for what is none. Of a later version the members of this one are read, as the
 * specification asks.
 */
export function readTraceParent(value: string): TraceParent | null {
  const [, version, traceId, parentId, flags, more] = form.exec(value) ?? [];
  if (traceId === undefined || parentId === undefined || flags === undefined) return null;
  if (version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (zeros.test(traceId) || zeros.test(parentId)) return null;
  return { traceId, parentId, flags: Number.parseInt(flags, 16) };
}

/** The `traceparent` of a span that is recorded. */
export function writeTraceParent({ traceId, parentId, flags }: TraceParent): string {
  return `00-${traceId}-${parentId}-${(flags & (sampledFlag | randomFlag)).toString(16).padStart(2, '0')}`;
}
