import {
  checkAuthorizerDeletion,
  fail,
  ok,
  unknownAuthorizer,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { authorizers, restApis, type UnitOfWork } from '#libs/persistence';
import { methodsWithPaths } from '../methods/methods-with-paths.js';

export async function deleteAuthorizer(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, authorizerId }: v1.DeleteAuthorizerRequest,
): Promise<Result<void>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const authorizer = restApi && (await authorizers.find(uow, restApiId, authorizerId));
  if (!authorizer) return fail(unknownAuthorizer);
  const unused = checkAuthorizerDeletion(authorizer, await methodsWithPaths(uow, restApiId));
  if (!unused.ok) return unused;
  await authorizers.remove(uow, restApiId, authorizerId);
  return ok(undefined);
}
