import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DatabaseUnavailableError } from '#libs/persistence';
import type { Logger } from '#libs/telemetry';
import { WireException } from '../http/wire-exception.js';
import { LOGGER } from '../runtime.js';
import { stsErrorAnswer } from './sts-answers.js';
import { StsError } from './sts-error.js';

/** The query protocol has names of its own for what the signature guard refuses ("Common error types" of the STS reference). */
const namesOfQueryProtocol: Readonly<Record<string, string>> = {
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  UnrecognizedClientException: 'InvalidClientTokenId',
};

/** Errors on the STS paths, as XML. */
@Catch()
export class StsErrorFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly log: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = asStsError(thrown);
    if (!error) this.log.error('an STS call failed', { requestId: request.id, error: thrown });
    const { code, message, status } =
      error ?? new StsError('InternalFailure', 'An internal error occurred.', 500);
    void reply
      .status(status)
      .type('text/xml')
      .send(stsErrorAnswer(code, message, request.id));
  }
}

function asStsError(thrown: unknown): StsError | undefined {
  if (thrown instanceof StsError) return thrown;
  if (thrown instanceof DatabaseUnavailableError) {
    return new StsError('ServiceUnavailable', 'The service is temporarily unavailable.', 503);
  }
  if (!(thrown instanceof WireException)) return undefined;
  const { code, message, status } = thrown.error;
  return new StsError(namesOfQueryProtocol[code] ?? code, message, status);
}
