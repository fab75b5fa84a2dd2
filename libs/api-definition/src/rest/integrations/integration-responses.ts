import { fail, ok, type Result } from '../../domain-error.js';
import type { Integration, IntegrationResponse } from './integration.js';
import { checkContentTypes } from '../mappings/content-type.js';
import type { Method } from '../methods/method.js';
import { checkDeclaredHeaders } from '../mappings/declared-parameters.js';
import { checkMappings } from '../mappings/mapping-expression.js';
import { patchedMap } from '../mappings/patched-map.js';
import { perPath } from '../../patch/refusal-styles.js';
import type { PatchTable } from '../../patch/patch-table.js';
import { hasEntry, withEntry, withoutEntry } from '../../patch/patch-values.js';
import { unknownContentType, unknownParameter, unknownStatusCode } from '../rest-apis/identifier-errors.js';
import { readContentHandling } from './content-handling.js';

/**
 * What UpdateIntegrationResponse may change; `withIntegrationResponse` checks the result (recorded:
 * integration responses).
 */
export const integrationResponsePatch: PatchTable<IntegrationResponse> = {
  refuse: perPath,
  rules: [
    {
      path: '/selectionPattern',
      ops: {
        remove: (draft) => ok({ ...draft, selectionPattern: null }),
        replace: (draft, { value }) => ok({ ...draft, selectionPattern: value }),
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
    patchedMap<IntegrationResponse, string>({
      path: '/responseParameters',
      get: (draft) => draft.responseParameters,
      set: (draft, responseParameters) => ({ ...draft, responseParameters }),
      read: (_key, value) => ok(value ?? ''),
      missing: unknownParameter,
    }),
    patchedMap<IntegrationResponse, string | null>({
      path: '/responseTemplates',
      get: (draft) => draft.responseTemplates,
      set: (draft, responseTemplates) => ({ ...draft, responseTemplates }),
      read: (_key, value) => ok(value),
      missing: unknownContentType,
      replaceAdds: true,
    }),
  ],
};

/** The integration's response of that status, or the 404 for it. */
export function findIntegrationResponse(
  integration: Integration,
  statusCode: string,
): Result<IntegrationResponse> {
  return hasEntry(integration.integrationResponses, statusCode)
    ? ok(integration.integrationResponses[statusCode]!)
    : fail(unknownStatusCode());
}

/**
 * The integration with the response, in place of the one it had of that status, if it is sound; `before` is
 * what a patch of it began with. An empty template counts as none.
 */
export function withIntegrationResponse(
  method: Method,
  integration: Integration,
  response: IntegrationResponse,
  before: IntegrationResponse | null = null,
): Result<Integration> {
  const { responseParameters } = response;
  const refusal =
    checkMappings(responseParameters, 'method-response', 'integration-response-source') ??
    checkDeclaredHeaders(method, response.statusCode, responseParameters, before?.responseParameters) ??
    checkContentTypes(response.responseTemplates);
  if (refusal) return fail(refusal);
  const responseTemplates =
    response.responseTemplates &&
    Object.fromEntries(
      Object.entries(response.responseTemplates).map(([type, text]) => [type, text || null]),
    );
  const { statusCode } = response;
  const integrationResponses = withEntry(integration.integrationResponses, statusCode, {
    ...response,
    responseTemplates,
  });
  return ok({ ...integration, integrationResponses });
}

export function removeIntegrationResponse(integration: Integration, statusCode: string): Result<Integration> {
  const found = findIntegrationResponse(integration, statusCode);
  if (!found.ok) return found;
  const integrationResponses = withoutEntry(integration.integrationResponses, statusCode) ?? {};
  return ok({ ...integration, integrationResponses });
}
