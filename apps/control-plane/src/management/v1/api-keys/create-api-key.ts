import { randomBytes } from 'node:crypto';
import {
  conflict,
  createApiKey as decideApiKey,
  fail,
  idLengths,
  newId,
  ok,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { apiKeys, type UnitOfWork, type Sealer } from '#libs/persistence';
import { digest } from '#libs/snapshot-format';
import type { Publish } from '../../../definition/publish.js';
import type { Limits } from '../../../definition/limits.js';
import { sealValue } from './api-key-values.js';
import { presentApiKey } from './api-key.presenter.js';

/** What new keys need beside the call's input. */
export interface NewKeyContext {
  readonly sealer: Sealer;
  readonly limits: Limits;
  readonly nowMs: number;
}

/** CreateApiKey: with a value that is given or made here, which the response shows. */
export async function createApiKey(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.CreateApiKeyRequest,
  { sealer, limits, nowMs }: NewKeyContext,
): Promise<Result<v1.ApiKey>> {
  const id = newId(idLengths.apiKey, randomBytes);
  const created = decideApiKey(input, { owner, id, nowMs, randomBytes });
  if (!created.ok) return created;
  const { value } = created.value;
  const apiKey = { ...created.value.apiKey, valueDigest: digest(value) };
  // A refusal undoes both.
  const [inserted] = await Promise.all([
    apiKeys.insert(uow, apiKey, sealValue(sealer, id, value)),
    publish(owner, 'publish-api-key', { keyId: id }),
  ]);
  if (!inserted) return fail(conflict('API Key already exists'));
  const within = await limits.require(uow, 'apiKeys', owner);
  if (!within.ok) return within;
  return ok(presentApiKey(apiKey, { value }));
}
