import { randomBytes } from 'node:crypto';
import {
  createModel as decideModel,
  fail,
  idLengths,
  newId,
  ok,
  restApiNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { models, restApis, type UnitOfWork } from '#libs/persistence';
import { presentModel } from './model.presenter.js';

export async function createModel(
  uow: UnitOfWork,
  owner: Owner,
  input: v1.CreateModelRequest,
): Promise<Result<v1.Model>> {
  const { restApiId, name } = input;
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const created = decideModel(
    { ...input, id: newId(idLengths.other, randomBytes) },
    { nameIsTaken: (await models.namesAmong(uow, restApiId, [name])).has(name) },
  );
  if (!created.ok) return created;
  await models.insert(uow, [created.value]);
  return ok(presentModel(created.value));
}
