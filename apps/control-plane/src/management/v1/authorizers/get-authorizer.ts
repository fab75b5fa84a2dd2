import { fail, ok, unknownAuthorizer, type Owner, type Result } from '#libs/api-definition';
import type { Authorizer as WireAuthorizer, GetAuthorizerRequest } from '#libs/aws-wire';
import { authorizers, type UnitOfWork } from '#libs/persistence';
import { presentAuthorizer } from './authorizer.presenter.js';

export async function getAuthorizer(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, authorizerId }: GetAuthorizerRequest,
): Promise<Result<WireAuthorizer>> {
  const authorizer = await authorizers.findOwned(uow, owner, restApiId, authorizerId);
  return authorizer ? ok(presentAuthorizer(authorizer)) : fail(unknownAuthorizer);
}
