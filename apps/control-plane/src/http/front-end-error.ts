import { HttpException } from '@nestjs/common';
import { badRequest, requestEntityTooLarge, type WireError } from '#libs/aws-wire';

/**
 * The AWS error for what the HTTP server or the framework itself refuses; undefined for anything else, and
 * for their own failures.
 */
export function frontEndError(thrown: unknown): WireError | undefined {
  const status = statusOf(thrown);
  if (status === 413) return requestEntityTooLarge('Request Entity Too Large');
  // The only way to 414 is a path parameter beyond every limit that a name or id can have.
  if (status === 414) return requestUriTooLong();
  return status !== undefined && status < 500 ? badRequest('Bad Request') : undefined;
}

export const requestUriTooLong = (): WireError => ({
  ...requestEntityTooLarge('Request-URI Too Long'),
  status: 414,
});

export const headersTooLarge = (): WireError => ({
  ...requestEntityTooLarge('Request Header Fields Too Large'),
  status: 431,
});

/**
 * Fastify's errors have a code of theirs and a status; Nest turns some of them into exceptions of its own.
 */
function statusOf(thrown: unknown): number | undefined {
  if (thrown instanceof HttpException) return thrown.getStatus();
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  const { code, statusCode } = thrown as { readonly code?: unknown; readonly statusCode?: unknown };
  if (typeof code !== 'string' || !code.startsWith('FST_ERR_')) return undefined;
  return typeof statusCode === 'number' ? statusCode : undefined;
}
