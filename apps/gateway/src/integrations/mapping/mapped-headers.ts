import type { Invocation } from '../../invocation/invocation.js';
import { traceOf } from '../../invocation/tracing/request-trace.js';

/**
 * The headers of a mapped integration's request: those that mappings set, and where they set none, the
 * gateway's own (recorded: header handling). `contentType`: of the body, null when there is none.
 */
export function mappedHeaders(
  invocation: Invocation,
  mapped: readonly string[],
  contentType: string | null,
): string[] {
  const headers = [...mapped];
  const set = new Set(mapped.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()));
  const add = (name: string, lower: string, value: string) => {
    if (!set.has(lower)) headers.push(name, value);
  };
  add('Accept', 'accept', 'application/json');
  if (contentType !== null) add('Content-Type', 'content-type', contentType);
  add('User-Agent', 'user-agent', `AmazonAPIGateway_${invocation.address.apiId}`);
  headers.push('x-amzn-apigateway-api-id', invocation.address.apiId);
  headers.push('X-Amzn-Trace-Id', traceOf(invocation).toBackends);
  return headers;
}
