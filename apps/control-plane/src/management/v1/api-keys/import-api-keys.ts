import { isUtf8 } from 'node:buffer';
import {
  badRequest,
  conflict,
  fail,
  ok,
  readApiKeyFile,
  type ApiKey,
  type ApiKeyRow,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { apiKeyImports, usagePlanKeys, type UnitOfWork } from '#libs/persistence';
import { digest } from '#libs/snapshot-format';
import type { Publish } from '../../../definition/publish.js';
import { sealValue } from './api-key-values.js';
import type { NewKeyContext } from './create-api-key.js';
import { importRow } from './import-row.js';
import { joinUsagePlans } from './join-usage-plans.js';

/**
 * ImportApiKeys: keys from a CSV file (developer guide: API Gateway API key file format). A value that is
 * there already is overwritten, its newest row winning. What is wrong with single rows are warnings; with
 * `failonwarnings` one of them undoes it all.
 */
export async function importApiKeys(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.ImportApiKeysRequest,
  { sealer, limits, nowMs }: NewKeyContext,
): Promise<Result<v1.ApiKeyIds>> {
  if (!isUtf8(input.body)) return fail(badRequest('The API key file is not valid UTF-8'));
  const file = readApiKeyFile(Buffer.from(input.body).toString('utf8'));
  if (!file.ok) return file;
  await usagePlanKeys.lockMembership(uow, owner, 'shared');
  const digests = new Set(file.value.rows.map(({ value }) => digest(value)));
  const stored = await apiKeyImports.lockByValues(uow, [...digests]);
  // By digest; a key that a row made is, for a later row of the same value, one that is there.
  const keys = new Map([...stored].map(([valueDigest, { apiKey }]) => [valueDigest, apiKey]));
  const written = new Map<string, string>();
  const joins: { readonly row: ApiKeyRow; readonly keyId: string }[] = [];
  const warnings = [...file.value.warnings];
  for (const row of file.value.rows) {
    const valueDigest = digest(row.value);
    const imported = importRow(row, { owner, valueDigest, before: keys.get(valueDigest), nowMs });
    if (!imported.ok) {
      warnings.push(`Line ${row.line}: ${imported.error.message}`);
      continue;
    }
    keys.set(valueDigest, imported.value);
    written.set(valueDigest, row.value);
    joins.push({ row, keyId: imported.value.id });
  }
  const made: { apiKey: ApiKey; valueSealed: Buffer }[] = [];
  const changed: ApiKey[] = [];
  for (const [valueDigest, value] of written) {
    const apiKey = keys.get(valueDigest)!;
    if (stored.has(valueDigest)) changed.push(apiKey);
    else made.push({ apiKey, valueSealed: sealValue(sealer, apiKey.id, value) });
  }
  // Another call has made one of the keys since they were looked for.
  if (!(await apiKeyImports.insert(uow, owner, made, nowMs))) return fail(conflict('API Key already exists'));
  await apiKeyImports.overwrite(uow, changed, nowMs);
  warnings.push(...(await joinUsagePlans(uow, owner, joins, limits)));
  if (input.failOnWarnings && warnings.length > 0) return fail(badRequest(warnings.join('; ')));
  const ids = [...written.keys()].map((valueDigest) => keys.get(valueDigest)!.id);
  const within = await limits.require(uow, 'apiKeys', owner);
  if (!within.ok) return within;
  for (const keyId of ids) await publish(owner, 'publish-api-key', { keyId });
  return ok({ ids, warnings });
}
