import type { Invocation } from '../../invocation/invocation.js';
import { isTraceContext, traceOf } from '../../invocation/tracing/request-trace.js';

/**
 * Headers of a mapped request with `traceparent` and `tracestate` behind them, so that a trace does not break
 * at a mapping which knows nothing of it; those that a mapping sets stay alone. Ours: AWS passes on
 * `X-Amzn-Trace-Id` alone.
 */
export function withTraceContext(invocation: Invocation, headers: string[]): string[] {
  const { contextFields } = traceOf(invocation);
  if (contextFields === null) return headers;
  const isMapped = headers.some((name, index) => index % 2 === 0 && isTraceContext(name.toLowerCase()));
  return isMapped ? headers : [...headers, ...contextFields];
}
