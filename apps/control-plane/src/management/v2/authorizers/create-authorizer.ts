import { randomBytes } from 'node:crypto';
import {
  authorizerNameTaken,
  checkHttpAuthorizer,
  fail,
  idLengths,
  newHttpAuthorizer,
  newId,
  ok,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpAuthorizers, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import { presentAuthorizer } from './authorizer.presenter.js';

/**
 * CreateAuthorizer. AWS asks the issuer of a JWT authorizer for its discovery document now; here gateways do,
 * since the control plane calls nobody.
 */
export async function createAuthorizer(
  uow: UnitOfWork,
  { apiId, protocolType }: HttpApi,
  input: v2.CreateAuthorizerRequest,
  limits: Limits,
): Promise<Result<v2.CreateAuthorizerResponse>> {
  const given = newHttpAuthorizer(input, { apiId, authorizerId: newId(idLengths.other, randomBytes) });
  const authorizer = checkHttpAuthorizer(given, protocolType);
  if (!authorizer.ok) return authorizer;
  const { name } = authorizer.value;
  if (await httpAuthorizers.findBy(uow, { apiId }, { name })) return fail(authorizerNameTaken(name));
  await httpAuthorizers.insert(uow, [authorizer.value]);
  const within = await limits.require(uow, 'authorizersPerHttpApi', apiId);
  return within.ok ? ok(presentAuthorizer(authorizer.value)) : within;
}
