import type { ApiKey } from './api-key.js';
import { checkApiKeyTexts } from './create-api-key.js';
import { ok, type Result } from '../../domain-error.js';
import {
  applyPatch,
  patchedBoolean,
  patchedText,
  strictWhitelist,
  type PatchOperation,
  type PatchTable,
} from '../../patch/index.js';

/** Applies UpdateApiKey's operations (recorded: API keys). The value of a key never changes. */
export function patchApiKey(
  apiKey: ApiKey,
  operations: readonly PatchOperation[] | null | undefined,
  nowMs: number,
): Result<ApiKey> {
  const patched = applyPatch(apiKey, operations, apiKeyPatchPaths);
  return patched.ok ? checkApiKeyTexts({ ...patched.value, lastUpdatedAtMs: nowMs }) : patched;
}

/** In the order in which AWS lists them. */
export const apiKeyPatchPaths: PatchTable<ApiKey> = {
  refuse: strictWhitelist,
  rules: [
    {
      path: '/description',
      ops: { replace: (draft, { value }) => ok({ ...draft, description: patchedText(value) }) },
    },
    {
      path: '/enabled',
      ops: { replace: (draft, { value }) => ok({ ...draft, enabled: patchedBoolean(value) }) },
    },
    { path: '/name', ops: { replace: (draft, { value }) => ok({ ...draft, name: patchedText(value) }) } },
    {
      path: '/customerId',
      ops: { replace: (draft, { value }) => ok({ ...draft, customerId: patchedText(value) }) },
    },
  ],
};
