import {
  badRequest,
  fail,
  freezeHttpDefinition,
  ok,
  type FrozenHttpDefinition,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import { httpApiParts, type UnitOfWork } from '#libs/persistence';
import { compileApiDeployment, firstError } from '#libs/snapshot-compiler';

/**
 * The definition of an API as it stands, if it can be served. The caller has locked the API: no write comes
 * between what is read.
 */
export async function freezeHttpApi(uow: UnitOfWork, api: HttpApi): Promise<Result<FrozenHttpDefinition>> {
  const frozen = freezeHttpDefinition(api, await httpApiParts.all(uow, api.apiId));
  const problem = firstError(compileApiDeployment(frozen).diagnostics);
  return problem === null ? ok(frozen) : fail(badRequest(problem));
}
