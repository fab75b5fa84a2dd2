import { NotFoundException } from '@nestjs/common';
import { concurrentModification, type DomainError } from '#libs/api-definition';
import {
  badRequest,
  conflict,
  limitExceeded,
  missingAuthenticationToken,
  notFound,
  serviceUnavailable,
  type WireError,
} from '#libs/aws-wire';
import {
  AuditUnavailableError,
  DatabaseUnavailableError,
  LockTimeoutError,
  UnstorableValueError,
} from '#libs/persistence';
import { auditUnavailable } from './audit-unavailable.js';
import { DomainException } from './domain-exception.js';
import { frontEndError } from './front-end-error.js';
import type { ManagementRequest } from './management-request.js';
import { notServed } from './not-served.js';
import { WireException } from './wire-exception.js';

/**
 * The one place where what was thrown becomes an AWS error; undefined for what nobody expects, which is a
 * bug.
 */
export function asWireError(
  thrown: unknown,
  { caller, url }: Pick<ManagementRequest, 'caller' | 'url'>,
): WireError | undefined {
  if (thrown instanceof WireException) return thrown.error;
  if (thrown instanceof DomainException) return ofDomain(thrown.error);
  // A gateway, which is no caller, just tries again.
  if (thrown instanceof LockTimeoutError && caller) return ofDomain(concurrentModification);
  if (thrown instanceof DatabaseUnavailableError || thrown instanceof LockTimeoutError)
    return serviceUnavailable('The service is temporarily unavailable. Please try again later.', 1);
  if (thrown instanceof AuditUnavailableError) return auditUnavailable();
  if (thrown instanceof UnstorableValueError) return badRequest('Invalid value specified in the request.');
  // AWS answers unknown paths as if the token were missing, whoever asks.
  if (thrown instanceof NotFoundException) {
    return notServed(url) ?? missingAuthenticationToken('Missing Authentication Token');
  }
  return frontEndError(thrown);
}

function ofDomain({ kind, message }: DomainError): WireError {
  switch (kind) {
    case 'bad-request':
      return badRequest(message);
    case 'not-found':
      return notFound(message);
    case 'conflict':
      return conflict(message);
    case 'limit-exceeded':
      return limitExceeded(message);
  }
}
