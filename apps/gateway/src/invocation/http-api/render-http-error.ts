import { firstHeader } from '../../http/raw-headers.js';
import { httpErrorOf } from '../../refusals/http-errors.js';
import type { Rejection } from '../../refusals/rejection.js';
import type { CallerResponse } from '../caller-response.js';
import type { Invocation } from '../invocation.js';
import type { ActiveCors } from './http-cors.js';

/** The response of an HTTP API to a request that it rejects; pages may read it where they may read others. */
export function renderHttpError(
  { record, request, stage }: Invocation,
  rejection: Rejection,
  cors: ActiveCors | null,
): CallerResponse {
  record.isOfHttpApi = true;
  const { status, message } = httpErrorOf(rejection.code, rejection.type);
  const headers = ['Content-Type', 'application/json'];
  const { challenge, retryAfterSeconds, code } = rejection;
  if (challenge !== null) headers.push('WWW-Authenticate', challenge);
  if (retryAfterSeconds !== null) headers.push('Retry-After', String(retryAfterSeconds));
  if (cors !== null) headers.push(...cors.responseFields(firstHeader(request.rawHeaders, 'origin')));
  if (stage?.document.tellsReasons) headers.push('x-tollgate-reason', code);
  return { status, headers, body: JSON.stringify({ message }), streamBytes: null };
}
