import type { Received } from '../../invocation/invocation.js';
import type { ResponseMapping } from './mapped-response.js';
import { traceOf } from '../../invocation/tracing/request-trace.js';

/**
 * A response mapping whose responses name the trace, as those of HTTP and AWS do and of MOCK do not
 * (recorded: gateway errors).
 */
export function addTraceHeader(
  mapping: ResponseMapping,
  traceIdFor: (invocation: Received) => string = shownTrace,
): ResponseMapping {
  return {
    mapResponse: mapping.mapResponse,
    buildResponse(invocation) {
      const verdict = mapping.buildResponse(invocation);
      if (verdict) return verdict;
      const response = invocation.response!;
      invocation.response = { ...response, headers: withTraceId(response.headers, traceIdFor(invocation)) };
      return null;
    },
  };
}

const shownTrace = (invocation: Received): string => traceOf(invocation).shown;

const traceHeader = 'X-Amzn-Trace-Id';

/**
 * The headers of a response with the trace in front, and in place of one that a function or a mapping has
 * set.
 */
export function withTraceId(headers: readonly string[], traceId: string): string[] {
  const withTrace = [traceHeader, traceId];
  for (let index = 0; index < headers.length; index += 2) {
    const name = headers[index]!;
    if (name.length === traceHeader.length && name.toLowerCase() === traceHeader.toLowerCase()) continue;
    withTrace.push(name, headers[index + 1]!);
  }
  return withTrace;
}
