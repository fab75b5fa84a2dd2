import { isUtf8 } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import {
  badRequest,
  checkApiKeyTexts,
  conflict,
  createApiKey,
  fail,
  idLengths,
  newId,
  ok,
  readApiKeyFile,
  type ApiKey,
  type ApiKeyRow,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { ApiKeyIds, ImportApiKeysRequest } from '#libs/aws-wire';
import { apiKeys, usagePlanKeys, type Sealer, type UnitOfWork } from '#libs/persistence';
import { digest } from '#libs/snapshot-format';
import type { Publish } from '../../definition-writes.js';
import { sealValue } from './api-key-values.js';
import { joinUsagePlan } from './join-usage-plan.js';

/**
 * ImportApiKeys: keys from a CSV file (developer guide: API Gateway API key file format). A value that is there already is overwritten, its
 * newest row winning. What is wrong with single rows are warnings; with `failonwarnings` one of them undoes it all.
 */
export async function importApiKeys(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: ImportApiKeysRequest,
  sealer: Sealer,
  nowMs: number,
): Promise<Result<ApiKeyIds>> {
  if (!isUtf8(input.body)) return fail(badRequest('The API key file is not valid UTF-8'));
  const file = readApiKeyFile(Buffer.from(input.body).toString('utf8'));
  if (!file.ok) return file;
  await usagePlanKeys.lockMembership(uow, owner, 'shared');
  const digests = new Set(file.value.rows.map(({ value }) => digest(value)));
  const stored = await apiKeys.lockByValues(uow, [...digests]);
  const keys = new Map([...stored].map(([valueDigest, { apiKey }]) => [valueDigest, apiKey]));
  const ids = new Set<string>();
  const warnings = [...file.value.warnings];
  for (const row of file.value.rows) {
    const warn = (message: string) => warnings.push(`Line ${row.line}: ${message}`);
    const valueDigest = digest(row.value);
    const written = await writeRow(uow, row, {
      owner,
      valueDigest,
      before: keys.get(valueDigest),
      sealer,
      nowMs,
    });
    if (!written.ok && written.error.kind === 'conflict') return written;
    if (!written.ok) {
      warn(written.error.message);
      continue;
    }
    keys.set(valueDigest, written.value);
    ids.add(written.value.id);
    for (const usagePlanId of row.usagePlanIds) {
      const joined = await joinUsagePlan(uow, owner, written.value.id, usagePlanId);
      if (!joined.ok) warn(`Usage Plan ${usagePlanId}: ${joined.error.message}`);
    }
  }
  if (input.failOnWarnings && warnings.length > 0) return fail(badRequest(warnings.join('; ')));
  for (const keyId of ids) await publish('publish-api-key', { keyId });
  return ok({ ids: [...ids], warnings });
}

/** The key of a row, made or overwritten. A conflict ends the import: another call has made the key since it was looked for. */
async function writeRow(
  uow: UnitOfWork,
  row: ApiKeyRow,
  known: {
    readonly owner: Owner;
    readonly valueDigest: string;
    readonly before: ApiKey | undefined;
    readonly sealer: Sealer;
    readonly nowMs: number;
  },
): Promise<Result<ApiKey>> {
  const { owner, valueDigest, before, sealer, nowMs } = known;
  if (!before) {
    const id = newId(idLengths.apiKey, randomBytes);
    const created = createApiKey(row, { owner, id, nowMs, randomBytes });
    if (!created.ok) return created;
    const apiKey = { ...created.value.apiKey, valueDigest };
    const inserted = await apiKeys.insert(uow, apiKey, sealValue(sealer, id, row.value));
    return inserted ? ok(apiKey) : fail(conflict('API Key already exists'));
  }
  // Gateways know keys by their value alone, so a value has one owner in the whole installation.
  if (before.owner.accountId !== owner.accountId || before.owner.region !== owner.region) {
    return fail(badRequest('API Key already exists'));
  }
  const { name, description, enabled } = row;
  const changed = checkApiKeyTexts({
    ...before,
    name,
    description: description || null,
    enabled,
    lastUpdatedAtMs: nowMs,
  });
  if (changed.ok) await apiKeys.update(uow, changed.value);
  return changed;
}
