import type { Result } from '#libs/api-definition';
import { cloudwatch, wireError, type WireError } from '#libs/aws-wire';
import { WireException } from '../http/wire-exception.js';

/** A refusal as CloudWatch has it: a code of its model, or of its front end. */
export interface CloudWatchError {
  readonly code: 'ValidationError' | keyof typeof cloudwatch.errorStatuses;
  readonly message: string;
}

export type CloudWatchResult<T> = Result<T, CloudWatchError>;

const refusal =
  (code: CloudWatchError['code']) =>
  (message: string): { readonly ok: false; readonly error: CloudWatchError } => ({
    ok: false,
    error: { code, message },
  });

export const validationError = refusal('ValidationError');
export const invalidParameterValue = refusal('InvalidParameterValue');
export const invalidParameterCombination = refusal('InvalidParameterCombination');
export const invalidNextToken = refusal('InvalidNextToken');
export const resourceNotFound = refusal('ResourceNotFound');
export const resourceNotFoundException = refusal('ResourceNotFoundException');
export const invalidFormat = refusal('InvalidFormat');
export const limitExceeded = refusal('LimitExceeded');

/**
 * The value, or the refusal thrown as CloudWatch writes it; within a unit of work it undoes what was written.
 */
export function orRefuse<T>(result: CloudWatchResult<T>): T {
  if (result.ok) return result.value;
  throw new WireException(asWireError(result.error));
}

// ValidationError is of the front end and stands in no model.
const asWireError = ({ code, message }: CloudWatchError): WireError =>
  code === 'ValidationError'
    ? wireError('ValidationException', message)
    : cloudwatch.serviceError(code, message);
