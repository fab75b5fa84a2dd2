import { headerOf } from '../http/raw-headers.js';

// S3 has a name of its own.
const requestIdHeaders = ['x-amzn-requestid', 'x-amz-request-id'];

/** What an AWS service, or a function's, calls the request; null where it says nothing, as other backends. */
export function endpointRequestId(rawHeaders: readonly Buffer[] | null): string | null {
  for (const name of requestIdHeaders) {
    const id = headerOf(rawHeaders, name);
    if (id !== null) return id;
  }
  return null;
}
