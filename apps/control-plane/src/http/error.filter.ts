import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { internalFailure } from '#libs/aws-wire';
import type { Logger } from '#libs/telemetry';
import { LOGGER } from '../tokens.js';
import { asWireError } from './as-wire-error.js';
import { protocolFor } from './called.js';
import type { ManagementRequest } from './management-request.js';

/**
 * Answers what was thrown in the form of the service that the call is for. What is not expected is a bug:
 * 500, logged, and the caller learns nothing more.
 */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<ManagementRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = asWireError(thrown, request);
    if (!error || error.status === 503) {
      const { method, url, id } = request;
      this.log[error ? 'warn' : 'error']('a call failed', {
        method,
        path: url.split('?')[0],
        requestId: id,
        error: thrown,
      });
    }
    request.refusal =
      error ?? internalFailure('An internal error occurred. Its cause is in the log under this request id.');
    const { status, headers, body } = protocolFor(request).renderError(request.refusal, request.id);
    void reply.status(status).headers(headers).send(body);
  }
}
