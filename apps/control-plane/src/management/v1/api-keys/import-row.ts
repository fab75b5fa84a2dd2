import { randomBytes } from 'node:crypto';
import {
  badRequest,
  checkApiKeyTexts,
  createApiKey,
  fail,
  idLengths,
  newId,
  ok,
  type ApiKey,
  type ApiKeyRow,
  type Owner,
  type Result,
} from '#libs/api-definition';

/**
 * The key of a row: `before` with what the row says, or a new one where the value is new. Nothing is stored
 * here.
 */
export function importRow(
  row: ApiKeyRow,
  known: {
    readonly owner: Owner;
    readonly valueDigest: string;
    readonly before: ApiKey | undefined;
    readonly nowMs: number;
  },
): Result<ApiKey> {
  const { owner, valueDigest, before, nowMs } = known;
  if (!before) {
    const id = newId(idLengths.apiKey, randomBytes);
    const created = createApiKey(row, { owner, id, nowMs, randomBytes });
    return created.ok ? ok({ ...created.value.apiKey, valueDigest }) : created;
  }
  // Gateways know keys by their value alone, so a value has one owner in the whole installation.
  if (before.owner.accountId !== owner.accountId || before.owner.region !== owner.region) {
    return fail(badRequest('API Key already exists'));
  }
  const { name, description, enabled } = row;
  return checkApiKeyTexts({
    ...before,
    name,
    description: description || null,
    enabled,
    lastUpdatedAtMs: nowMs,
  });
}
