import type { ResponseMapping } from './mapped-response.js';

/** A response mapping whose answers name the trace, as those of HTTP and AWS do and of MOCK do not (recorded: gateway errors). */
export function traced(mapping: ResponseMapping): ResponseMapping {
  return {
    mapResponse: mapping.mapResponse,
    buildResponse(invocation) {
      const verdict = mapping.buildResponse(invocation);
      if (verdict) return verdict;
      const answer = invocation.answer!;
      const headers = [...answer.headers, 'X-Amzn-Trace-Id', invocation.traceId!];
      invocation.answer = { ...answer, headers };
      return null;
    },
  };
}
