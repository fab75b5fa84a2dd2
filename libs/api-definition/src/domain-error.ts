/**
 * Why an operation on the definition was refused. `kind` decides the AWS exception and status, `message` is
 * AWS's text. Pure code returns these; nothing here knows HTTP.
 */
export interface DomainError {
  readonly kind: 'bad-request' | 'not-found' | 'conflict' | 'limit-exceeded';
  readonly message: string;
}

/** Either a value or the reason why there is none. */
export type Result<T, E = DomainError> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const fail = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

export const badRequest = (message: string): DomainError => ({ kind: 'bad-request', message });
export const notFound = (message: string): DomainError => ({ kind: 'not-found', message });
export const conflict = (message: string): DomainError => ({ kind: 'conflict', message });
export const limitExceeded = (message: string): DomainError => ({ kind: 'limit-exceeded', message });

/**
 * Others write to the same at the same moment (recorded: authorizers, whose API is not there, get it too).
 */
export const concurrentModification = conflict(
  'Unable to complete operation due to concurrent modification. Please try again later.',
);
