import { randomBytes } from 'node:crypto';
import {
  idLengths,
  isQuickCreate,
  newHttpApi,
  newId,
  ok,
  type HttpApi,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { httpApis } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import type { ApiWrite } from '../api-write.js';
import { makeQuickCreated } from './make-quick-created.js';

/** CreateApi. With a target it has an integration, a route and a stage at once, and is live on return. */
export async function createApi(
  write: ApiWrite,
  input: v2.CreateApiRequest,
  limits: Limits,
): Promise<Result<HttpApi>> {
  const { uow, caller, nowMs } = write;
  const apiId = newId(idLengths.restApi, randomBytes);
  const api = newHttpApi(input, { owner: caller.owner, apiId, nowMs });
  if (!api.ok) return api;
  await httpApis.insert(uow, api.value);
  const within = await limits.require(uow, 'httpApis', caller.owner);
  if (!within.ok) return within;
  if (isQuickCreate(input)) {
    const made = await makeQuickCreated(write, api.value, input);
    if (!made.ok) return made;
  }
  return ok(api.value);
}
