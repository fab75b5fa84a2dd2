import { randomBytes } from 'node:crypto';
import {
  authorizerNameTaken,
  createAuthorizer as decideAuthorizer,
  fail,
  idLengths,
  newId,
  ok,
  unknownApiOfAuthorizer,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { authorizers, restApis, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import { presentAuthorizer } from './authorizer.presenter.js';

/** CreateAuthorizer. The input is judged before the RestApi is looked up (recorded: authorizers). */
export async function createAuthorizer(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.CreateAuthorizerRequest,
  limits: Limits,
): Promise<Result<v1.Authorizer>> {
  const created = decideAuthorizer({ ...input, id: newId(idLengths.other, randomBytes) });
  if (!created.ok) return created;
  const { restApiId, name } = created.value;
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(unknownApiOfAuthorizer);
  if (await authorizers.isNameTaken(uow, restApiId, name)) return fail(authorizerNameTaken(name));
  await authorizers.insert(uow, [created.value]);
  const within = await limits.require(uow, 'authorizersPerRestApi', restApiId);
  if (!within.ok) return within;
  return ok(presentAuthorizer(created.value));
}
