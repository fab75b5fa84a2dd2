import { fail, ok, type Result } from '#libs/api-definition';
import { invalidInput, type IdentityError } from '#libs/identity';

/** Taken and not held to, a boundary would let a principal do what it was meant to keep it from. */
export const withoutBoundary = (permissionsBoundary: string | undefined): Result<void, IdentityError> =>
  permissionsBoundary === undefined
    ? ok(undefined)
    : fail(invalidInput('Permissions boundaries are not served here; leave PermissionsBoundary out.'));
