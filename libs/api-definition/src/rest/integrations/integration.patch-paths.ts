import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import { integrationTypes, responseTransferModes, type Integration } from './integration.js';
import { patchedMap } from '../mappings/patched-map.js';
import { perPath } from '../../patch/refusal-styles.js';
import type { PatchRule, PatchTable } from '../../patch/patch-table.js';
import { patchedBoolean, patchedText } from '../../patch/patch-values.js';
import { unknownContentType, unknownParameter } from '../rest-apis/identifier-errors.js';
import { readContentHandling } from './content-handling.js';
import { readPassthroughBehavior } from './integration-rules.js';

/**
 * What UpdateIntegration may change; `validateIntegration` checks the result (recorded: integrations; patch
 * operations reference).
 */
export const integrationPatch: PatchTable<Integration> = {
  refuse: perPath,
  rules: [
    { path: '/type', ops: { replace: (draft, { value }) => withType(draft, value) } },
    text('/uri', (draft, uri) => ({ ...draft, uri })),
    text('/httpMethod', (draft, httpMethod) => ({ ...draft, httpMethod })),
    text('/credentials', (draft, credentials) => ({ ...draft, credentials })),
    {
      path: '/responseTransferMode',
      ops: { replace: (draft, { value }) => withTransferMode(draft, value) },
    },
    {
      path: '/integrationTarget',
      ops: {
        remove: (draft) => ok(withTarget(draft, null)),
        replace: (draft, { value }) => ok(withTarget(draft, value)),
      },
    },
    text('/connectionId', (draft, connectionId) => ({ ...draft, connectionId })),
    { path: '/connectionType', ops: { replace: (draft, { value }) => withConnectionType(draft, value) } },
    {
      path: '/passthroughBehavior',
      ops: {
        replace: (draft, { value }) => {
          const read = readPassthroughBehavior(value);
          return read.ok ? ok({ ...draft, passthroughBehavior: read.value }) : read;
        },
      },
    },
    {
      path: '/timeoutInMillis',
      ops: {
        // What is not a number is out of range like any other.
        replace: (draft, { value }) =>
          ok({ ...draft, timeoutInMillis: value !== null && /^\d{1,9}$/.test(value) ? Number(value) : NaN }),
      },
    },
    {
      path: '/contentHandling',
      ops: {
        remove: (draft) => ok({ ...draft, contentHandling: null }),
        replace: (draft, { value }) => {
          const read = readContentHandling(value);
          return read.ok ? ok({ ...draft, contentHandling: read.value }) : read;
        },
      },
    },
    {
      path: '/cacheNamespace',
      ops: {
        replace: (draft, { value }) => ok({ ...draft, cacheNamespace: value ?? draft.cacheNamespace }),
      },
    },
    {
      path: '/cacheKeyParameters/{parameter}',
      ops: {
        add: (draft, { keys }) => ok(withCacheKey(draft, keys['parameter']!, true)),
        remove: (draft, { keys }) => ok(withCacheKey(draft, keys['parameter']!, false)),
      },
    },
    {
      path: '/tlsConfig/insecureSkipVerification',
      ops: {
        replace: (draft, { value }) =>
          ok({ ...draft, tlsConfig: { insecureSkipVerification: patchedBoolean(value) } }),
      },
    },
    patchedMap<Integration, string>({
      path: '/requestParameters',
      get: (draft) => draft.requestParameters,
      set: (draft, requestParameters) => ({ ...draft, requestParameters }),
      read: (_key, value) => ok(value ?? ''),
      missing: unknownParameter,
    }),
    patchedMap<Integration, string | null>({
      path: '/requestTemplates',
      get: (draft) => draft.requestTemplates,
      set: (draft, requestTemplates) => ({ ...draft, requestTemplates }),
      read: (_key, value) => ok(value ?? ''),
      missing: unknownContentType,
      replaceAdds: true,
    }),
  ],
};

/** A member that is text or not set. */
function text(
  path: string,
  set: (draft: Integration, value: string | null) => Integration,
): PatchRule<Integration> {
  return {
    path,
    ops: {
      remove: (draft) => ok(set(draft, null)),
      replace: (draft, { value }) => ok(set(draft, patchedText(value))),
    },
  };
}

function withType(draft: Integration, value: string | null): Result<Integration> {
  const type = integrationTypes.find((word) => word === value);
  if (!type) {
    return fail(
      badRequest(`Invalid integration type specified. Valid options are ${integrationTypes.join(',')}`),
    );
  }
  return ok({ ...draft, type });
}

function withConnectionType(draft: Integration, value: string | null): Result<Integration> {
  if (value !== 'INTERNET' && value !== 'VPC_LINK') {
    return fail(badRequest('Invalid connection type specified. Valid options are INTERNET,VPC_LINK'));
  }
  return ok({ ...draft, connectionType: value });
}

function withTransferMode(draft: Integration, value: string | null): Result<Integration> {
  const responseTransferMode = responseTransferModes.find((word) => word === value);
  return responseTransferMode
    ? ok({ ...draft, responseTransferMode })
    : fail(
        badRequest(
          `Invalid response transfer mode specified. Valid options are ${responseTransferModes.join(',')}`,
        ),
      );
}

function withTarget({ integrationTarget: _, ...draft }: Integration, value: string | null): Integration {
  return value ? { ...draft, integrationTarget: value } : draft;
}

function withCacheKey(draft: Integration, parameter: string, present: boolean): Integration {
  const others = draft.cacheKeyParameters.filter((known) => known !== parameter);
  return { ...draft, cacheKeyParameters: present ? [...others, parameter] : others };
}
