import type { Result } from '#libs/api-definition';
import { iam, wireError, type WireError } from '#libs/aws-wire';
import type { IdentityError } from '#libs/identity';
import { WireException } from '../http/wire-exception.js';

/** The value, or the refusal thrown as IAM writes it. */
export function orRefuse<T>(result: Result<T, IdentityError>): T {
  if (result.ok) return result.value;
  throw new WireException(asWireError(result.error));
}

// ValidationError is of the front end and stands in no model.
const asWireError = ({ code, message }: IdentityError): WireError =>
  code === 'ValidationError' ? wireError('ValidationException', message) : iam.serviceError(code, message);
