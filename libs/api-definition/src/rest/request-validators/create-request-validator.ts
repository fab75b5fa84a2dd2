import { badRequest, fail, notFound, ok, type DomainError, type Result } from '../../domain-error.js';
import type { RequestValidator } from './request-validator.js';

/** What CreateRequestValidator is given. */
export interface NewRequestValidator {
  readonly restApiId: string;
  readonly id: string;
  readonly name?: string | null;
  readonly validateRequestBody?: boolean | null;
  readonly validateRequestParameters?: boolean | null;
}

/** A new RequestValidator; what is not asked for is off (recorded: request validators). */
export function createRequestValidator(given: NewRequestValidator): Result<RequestValidator> {
  if (!given.name?.trim()) return fail(blankName);
  return ok({
    restApiId: given.restApiId,
    id: given.id,
    name: given.name,
    validateRequestBody: given.validateRequestBody ?? false,
    validateRequestParameters: given.validateRequestParameters ?? false,
  });
}

/** A validator needs a name (recorded: request validators). */
export const blankName: DomainError = badRequest('Request Validator name cannot be blank');

/** An unknown validator, or one of an unknown RestApi (recorded: general patterns). */
export const unknownRequestValidator = notFound('Invalid Request Validator identifier specified');

/** CreateRequestValidator on an unknown RestApi: 400, not 404 (recorded: request validators). */
export const unknownApiOfRequestValidator = badRequest('Invalid REST API identifier specified');
