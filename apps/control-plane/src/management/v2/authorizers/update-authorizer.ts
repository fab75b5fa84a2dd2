import {
  authorizerNameTaken,
  checkHttpAuthorizer,
  checkHttpAuthorizerDeletion,
  fail,
  httpAuthorizerNotFound,
  ok,
  updatedHttpAuthorizer,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpAuthorizers, httpRoutes, type UnitOfWork } from '#libs/persistence';
import { presentAuthorizer } from './authorizer.presenter.js';

/**
 * UpdateAuthorizer: what is not given stays. One that a route uses keeps its type, or the route would be left
 * with one that it cannot use.
 */
export async function updateAuthorizer(
  uow: UnitOfWork,
  { apiId, protocolType }: HttpApi,
  { authorizerId, ...input }: v2.UpdateAuthorizerRequest,
): Promise<Result<v2.UpdateAuthorizerResponse>> {
  const before = await httpAuthorizers.find(uow, { apiId }, authorizerId);
  if (!before) return fail(httpAuthorizerNotFound);
  const authorizer = checkHttpAuthorizer(updatedHttpAuthorizer(before, input), protocolType);
  if (!authorizer.ok) return authorizer;
  const { name, authorizerType } = authorizer.value;
  if (name !== before.name && (await httpAuthorizers.findBy(uow, { apiId }, { name }))) {
    return fail(authorizerNameTaken(name));
  }
  if (authorizerType !== before.authorizerType) {
    const unused = checkHttpAuthorizerDeletion(before, await httpRoutes.all(uow, { apiId }));
    if (!unused.ok) return unused;
  }
  await httpAuthorizers.update(uow, authorizer.value);
  return ok(presentAuthorizer(authorizer.value));
}
