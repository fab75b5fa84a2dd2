import { calledOperation, restJson, type CalledOperation, type Protocol } from '#libs/aws-wire';
import { scopeOf } from '#libs/sigv4';
import type { ManagementRequest } from './management-request.js';

/** What is looked at of a request; its body may not have been read yet. */
export type CallHead = Pick<ManagementRequest, 'raw' | 'originalUrl' | 'headers' | 'body'>;

/** The form of a call of a query service: the body, or the query where there is no body. */
export function formOf({ originalUrl, body }: Pick<CallHead, 'originalUrl' | 'body'>): string {
  if (body !== undefined && body.length > 0) return body.toString('utf8');
  return targetOf(originalUrl).rawQuery;
}

/** Which operation of a service without paths a request is for; null for every other request. */
export function calledBy(request: CallHead): CalledOperation | null {
  const { path, rawQuery } = targetOf(request.originalUrl);
  const target = request.headers['x-amz-target'];
  return calledOperation({
    scopeService: scopeOf({ rawQuery, headers: request.raw.headersDistinct })?.service,
    path,
    target: typeof target === 'string' ? target : undefined,
    // Only where it is asked for: the body may be a document of megabytes.
    get form() {
      return formOf(request);
    },
  });
}

/**
 * How a request is answered: in the form of the service that it is signed for, whether or not the signature
 * holds and wherever it was sent to.
 */
export const protocolFor = (request: CallHead): Protocol => calledBy(request)?.protocol ?? restJson;

/** Path and query as they came. */
function targetOf(url: string): { readonly path: string; readonly rawQuery: string } {
  const start = url.indexOf('?');
  return start === -1
    ? { path: url, rawQuery: '' }
    : { path: url.slice(0, start), rawQuery: url.slice(start + 1) };
}
