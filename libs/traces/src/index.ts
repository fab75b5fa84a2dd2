/** W3C Trace Context: what callers send and backends are sent. */
export {
  randomFlag,
  readTraceParent,
  sampledFlag,
  writeTraceParent,
  type TraceParent,
} from './context/trace-parent.js';
export { readTraceState } from './context/trace-state.js';
/** The same in X-Ray's words. */
export {
  readXrayHeader,
  traceIdOfRoot,
  withXraySpan,
  writeXrayHeader,
  xrayRoot,
  type XrayHeader,
} from './context/xray-header.js';
/** A piece of work that is exported, and what it says. */
export type { Span, SpanAttributes } from './spans/span.js';
export { newSpanId, newTraceId } from './spans/span-ids.js';
/** Sends spans to a collector. */
export { SpanExporter, type SpanCounts, type SpanExporterOptions } from './export/span-exporter.js';
export { openSpanExporter, type TracedProcess, type TraceSettings } from './export/open-span-exporter.js';
/** Makes spans of what a process does. */
export { Tracer, traceParentOf, type Work, type WorkSpan } from './work/tracer.js';
