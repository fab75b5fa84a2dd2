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
