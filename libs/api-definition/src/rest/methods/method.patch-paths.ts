import { ok } from '../../domain-error.js';
import { patchedMap } from '../mappings/patched-map.js';
import type { Method } from './method.js';
import { perPath } from '../../patch/refusal-styles.js';
import type { PatchTable } from '../../patch/patch-table.js';
import { patchedBoolean, patchedText } from '../../patch/patch-values.js';
import { unknownContentType, unknownParameter } from '../rest-apis/identifier-errors.js';

/** What UpdateMethod may change; `validateMethod` checks the result (recorded: methods). */
export const methodPatch: PatchTable<Method> = {
  refuse: perPath,
  rules: [
    {
      path: '/operationName',
      ops: { replace: (draft, { value }) => ok({ ...draft, operationName: patchedText(value) }) },
    },
    {
      path: '/apiKeyRequired',
      ops: { replace: (draft, { value }) => ok({ ...draft, apiKeyRequired: patchedBoolean(value) }) },
    },
    {
      path: '/authorizationType',
      ops: { replace: (draft, { value }) => ok({ ...draft, authorizationType: value ?? '' }) },
    },
    {
      path: '/authorizerId',
      ops: { replace: (draft, { value }) => ok({ ...draft, authorizerId: patchedText(value) }) },
    },
    {
      path: '/requestValidatorId',
      ops: { replace: (draft, { value }) => ok({ ...draft, requestValidatorId: patchedText(value) }) },
    },
    {
      path: '/authorizationScopes',
      ops: {
        add: (draft, { value }) => ok(withScope(draft, value, true)),
        remove: (draft, { value }) => ok(withScope(draft, value, false)),
      },
    },
    patchedMap<Method, boolean>({
      path: '/requestParameters',
      get: (draft) => draft.requestParameters,
      set: (draft, requestParameters) => ({ ...draft, requestParameters }),
      read: (_key, value) => ok(patchedBoolean(value)),
      missing: unknownParameter,
    }),
    patchedMap<Method, string>({
      path: '/requestModels',
      get: (draft) => draft.requestModels,
      set: (draft, requestModels) => ({ ...draft, requestModels }),
      read: (_key, value) => ok(value ?? ''),
      missing: unknownContentType,
    }),
  ],
};

function withScope(draft: Method, scope: string | null, present: boolean): Method {
  if (!scope) return draft;
  const others = (draft.authorizationScopes ?? []).filter((known) => known !== scope);
  const scopes = present ? [...others, scope] : others;
  return { ...draft, authorizationScopes: scopes.length > 0 ? scopes : null };
}
