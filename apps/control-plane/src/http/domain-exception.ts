import type { DomainError, Result } from '#libs/api-definition';

/** Ends a management call because the definition's rules refuse it; rendered by the one exception filter. */
export class DomainException extends Error {
  override readonly name = 'DomainException';
  constructor(readonly error: DomainError) {
    super(error.message);
  }
}

/** The value, or the refusal thrown. */
export function orThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new DomainException(result.error);
  return result.value;
}
