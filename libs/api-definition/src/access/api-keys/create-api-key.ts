import type { ApiKey } from './api-key.js';
import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import { newApiKeyValue, type RandomBytes } from '../../new-id.js';
import type { Owner } from '../../owner.js';
import { checkTags } from '../../account/tags/tags.js';

/**
 * What CreateApiKey is given. `generateDistinctId` changes nothing: ids are always distinct from values here.
 */
export interface NewApiKey {
  readonly name?: string | null;
  readonly description?: string | null;
  readonly enabled?: boolean | null;
  readonly value?: string | null;
  readonly stageKeys?: readonly StageKey[] | null;
  readonly customerId?: string | null;
  readonly tags?: Readonly<Record<string, string>> | null;
}

/** The legacy binding of a key to a stage. */
export interface StageKey {
  readonly restApiId?: string | null;
  readonly stageName?: string | null;
}

/** A new key and its value; the key itself is made complete by the caller, who takes the value's digest. */
export interface CreatedApiKey {
  readonly apiKey: Omit<ApiKey, 'valueDigest'>;
  readonly value: string;
}

const NAME_LENGTH_MAX = 1024;
const DESCRIPTION_LENGTH_MAX = 125_000;
const VALUE_LENGTH_MIN = 20;
const VALUE_LENGTH_MAX = 128;

/** A new API key; disabled unless asked otherwise (recorded: API keys). */
export function createApiKey(
  given: NewApiKey,
  made: {
    readonly owner: Owner;
    readonly id: string;
    readonly nowMs: number;
    readonly randomBytes: RandomBytes;
  },
): Result<CreatedApiKey> {
  const value = given.value || newApiKeyValue(made.randomBytes);
  const checkedValue = checkValue(value);
  if (!checkedValue.ok) return checkedValue;
  const stageKeys = readStageKeys(given.stageKeys ?? []);
  if (!stageKeys.ok) return stageKeys;
  const tags = checkTags(given.tags ?? {});
  if (!tags.ok) return tags;
  const apiKey = checkApiKeyTexts({
    owner: made.owner,
    id: made.id,
    name: given.name || null,
    description: given.description || null,
    enabled: given.enabled ?? false,
    createdAtMs: made.nowMs,
    lastUpdatedAtMs: made.nowMs,
    customerId: given.customerId || null,
    stageKeys: stageKeys.value,
    tags: tags.value,
  });
  return apiKey.ok ? ok({ apiKey: apiKey.value, value }) : apiKey;
}

/** The lengths of name and description, at creation and after a patch (recorded: API keys). */
export function checkApiKeyTexts<K extends Pick<ApiKey, 'name' | 'description'>>(apiKey: K): Result<K> {
  if ((apiKey.name?.length ?? 0) > NAME_LENGTH_MAX) {
    return fail(badRequest(`Invalid API Key name, can be at most ${NAME_LENGTH_MAX} characters.`));
  }
  if ((apiKey.description?.length ?? 0) > DESCRIPTION_LENGTH_MAX) {
    return fail(badRequest('Invalid API Key description specified.'));
  }
  return ok(apiKey);
}

function checkValue(value: string): Result<string> {
  if (value.length < VALUE_LENGTH_MIN) {
    return fail(badRequest(`API Key value should be at least ${VALUE_LENGTH_MIN} characters`));
  }
  if (value.length > VALUE_LENGTH_MAX) {
    return fail(badRequest(`API Key value exceeds maximum size of ${VALUE_LENGTH_MAX} characters`));
  }
  // The guide says alphanumeric, yet values like UUIDs are in wide use; what a header cannot carry would
  // never be matched.
  if (!/^[\x21-\x7e]+$/.test(value)) {
    return fail(badRequest('API Key value may hold visible ASCII characters only'));
  }
  return ok(value);
}

function readStageKeys(stageKeys: readonly StageKey[]): Result<readonly string[]> {
  const complete = stageKeys.every(({ restApiId, stageName }) => restApiId && stageName);
  return complete
    ? ok(stageKeys.map(({ restApiId, stageName }) => `${restApiId}/${stageName}`))
    : fail(badRequest('Invalid stage key specified: restApiId and stageName are both required'));
}
