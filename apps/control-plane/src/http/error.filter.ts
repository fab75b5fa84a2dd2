import { Catch, Inject, NotFoundException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { concurrentModification, type DomainError } from '#libs/api-definition';
import * as wire from '#libs/aws-wire';
import { DatabaseUnavailableError, LockTimeoutError, UnstorableValueError } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { LOGGER } from '../runtime.js';
import { DomainException } from './domain-exception.js';
import { frontEndError } from './front-end-error.js';
import type { ManagementRequest } from './management-request.js';
import { WireException } from './wire-exception.js';

/** The one place where what was thrown becomes an AWS error. What is not expected here is a bug: 500, logged, and nothing told. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ManagementRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = thrown instanceof LockTimeoutError ? lockedError(request) : wireErrorOf(thrown);
    if (!error || error.status === 503) {
      const { method, url, id } = request;
      this.log[error ? 'warn' : 'error']('a call failed', {
        method,
        path: url.split('?')[0],
        requestId: id,
        error: thrown,
      });
    }
    const { status, headers, body } = wire.renderError(
      error ??
        wire.internalFailure('An internal error occurred. Its cause is in the log under this request id.'),
    );
    void reply.status(status).headers(headers).send(body);
  }
}

/** Recorded: AWS's words for writes of the same at the same moment. A gateway, which is no caller, just tries again. */
const lockedError = ({ caller }: ManagementRequest): wire.WireError =>
  caller ? ofDomain(concurrentModification) : unavailable();

const unavailable = () =>
  wire.serviceUnavailable('The service is temporarily unavailable. Please try again later.', 1);

function wireErrorOf(thrown: unknown): wire.WireError | undefined {
  if (thrown instanceof WireException) return thrown.error;
  if (thrown instanceof DomainException) return ofDomain(thrown.error);
  if (thrown instanceof DatabaseUnavailableError) return unavailable();
  if (thrown instanceof UnstorableValueError)
    return wire.badRequest('Invalid value specified in the request.');
  // AWS answers unknown paths as if the token were missing, whoever asks.
  if (thrown instanceof NotFoundException)
    return wire.missingAuthenticationToken('Missing Authentication Token');
  return frontEndError(thrown);
}

function ofDomain({ kind, message }: DomainError): wire.WireError {
  switch (kind) {
    case 'bad-request':
      return wire.badRequest(message);
    case 'not-found':
      return wire.notFound(message);
    case 'conflict':
      return wire.conflict(message);
    case 'limit-exceeded':
      return wire.limitExceeded(message);
  }
}
