import { randomBytes } from 'node:crypto';
import {
  checkHttpModel,
  fail,
  httpModelNameTaken,
  idLengths,
  newHttpModel,
  newId,
  ok,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpModels, type UnitOfWork } from '#libs/persistence';
import { presentModel } from './model.presenter.js';

/** CreateModel. */
export async function createModel(
  uow: UnitOfWork,
  api: HttpApi,
  input: v2.CreateModelRequest,
): Promise<Result<v2.CreateModelResponse>> {
  const { apiId } = api;
  const given = newHttpModel(input, { apiId, modelId: newId(idLengths.other, randomBytes) });
  const model = checkHttpModel(given, api);
  if (!model.ok) return model;
  const { name } = model.value;
  if (await httpModels.findBy(uow, { apiId }, { name })) return fail(httpModelNameTaken);
  await httpModels.insert(uow, [model.value]);
  return ok(presentModel(model.value));
}
