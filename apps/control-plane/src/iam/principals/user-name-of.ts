import { fail, ok, type Result } from '#libs/api-definition';
import { validationError, type CallingPrincipal, type IdentityError } from '#libs/identity';

/**
 * Whom an operation is about that may leave the user's name out: the named user, or who is calling; null for
 * a root. The session of a role is no user, whatever its role is called.
 */
export function userNameOf(
  caller: CallingPrincipal,
  given: string | undefined,
): Result<string | null, IdentityError> {
  if (given !== undefined) return ok(given);
  if (caller.type === 'assumed-role')
    return fail(validationError('Must specify userName when calling with non-User credentials'));
  return ok(caller.name);
}
