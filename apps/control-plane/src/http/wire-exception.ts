import type { WireError } from '#libs/aws-wire';

/** Ends a management call with an AWS error; rendered by the one exception filter. */
export class WireException extends Error {
  override readonly name = 'WireException';
  constructor(readonly error: WireError) {
    super(error.message);
  }
}
