import { conflict, fail, ok, type Result } from '../../domain-error.js';
import type { Method } from '../methods/method.js';
import type { Authorizer } from './authorizer.js';

/** An Authorizer that a method uses stays; the text is AWS's, with the path's own slash after one. */
export function checkAuthorizerDeletion(
  authorizer: Authorizer,
  methods: readonly { readonly method: Method; readonly path: string }[],
): Result<null> {
  const user = methods.find(({ method }) => method.authorizerId === authorizer.id);
  return user
    ? fail(
        conflict(
          `Cannot delete authorizer '${authorizer.name}', is referenced in method: ${user.method.httpMethod}/${user.path}`,
        ),
      )
    : ok(null);
}
