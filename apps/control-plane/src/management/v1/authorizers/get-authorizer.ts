import { fail, ok, unknownAuthorizer, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { authorizers, type UnitOfWork } from '#libs/persistence';
import { presentAuthorizer } from './authorizer.presenter.js';

export async function getAuthorizer(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, authorizerId }: v1.GetAuthorizerRequest,
): Promise<Result<v1.Authorizer>> {
  const authorizer = await authorizers.findOwned(uow, owner, restApiId, authorizerId);
  return authorizer ? ok(presentAuthorizer(authorizer)) : fail(unknownAuthorizer);
}
