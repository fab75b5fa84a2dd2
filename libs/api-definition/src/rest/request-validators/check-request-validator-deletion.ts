import { conflict, fail, ok, type Result } from '../../domain-error.js';
import type { Method } from '../methods/method.js';
import type { RequestValidator } from './request-validator.js';

/**
 * A validator that a method uses stays. That the service refuses is known, its text is not: this one follows
 * that for authorizers. `methods`: those of the RestApi, with the path of each.
 */
export function checkRequestValidatorDeletion(
  validator: RequestValidator,
  methods: readonly { readonly method: Method; readonly path: string }[],
): Result<null> {
  const user = methods.find(({ method }) => method.requestValidatorId === validator.id);
  return user
    ? fail(
        conflict(
          `Cannot delete Request Validator '${validator.name}', is referenced in method: ${user.method.httpMethod}/${user.path}`,
        ),
      )
    : ok(null);
}
