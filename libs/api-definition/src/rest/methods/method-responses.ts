import { conflict, fail, ok, type Result } from '../../domain-error.js';
import { checkMappings } from '../mappings/mapping-expression.js';
import { patchedMap } from '../mappings/patched-map.js';
import type { Method, MethodResponse } from './method.js';
import { perPath } from '../../patch/refusal-styles.js';
import type { PatchTable } from '../../patch/patch-table.js';
import { hasEntry, patchedBoolean, withEntry, withoutEntry } from '../../patch/patch-values.js';
import { unknownContentType, unknownParameter, unknownStatusCode } from '../rest-apis/identifier-errors.js';
import { checkModels, type MethodReferences } from './method-references.js';

/**
 * What UpdateMethodResponse may change; `withMethodResponse` checks the result (recorded: method responses).
 */
export const methodResponsePatch: PatchTable<MethodResponse> = {
  refuse: perPath,
  rules: [
    patchedMap<MethodResponse, boolean>({
      path: '/responseParameters',
      get: (draft) => draft.responseParameters,
      set: (draft, responseParameters) => ({ ...draft, responseParameters }),
      read: (_key, value) => ok(patchedBoolean(value)),
      missing: unknownParameter,
    }),
    patchedMap<MethodResponse, string>({
      path: '/responseModels',
      get: (draft) => draft.responseModels,
      set: (draft, responseModels) => ({ ...draft, responseModels }),
      read: (_key, value) => ok(value ?? ''),
      missing: unknownContentType,
    }),
  ],
};

/** The method's response of that status, or the 404 for it. */
export function findMethodResponse(method: Method, statusCode: string): Result<MethodResponse> {
  return hasEntry(method.methodResponses, statusCode)
    ? ok(method.methodResponses[statusCode]!)
    : fail(unknownStatusCode());
}

/** Adds a response; a second one of the same status is refused. */
export function putMethodResponse(
  method: Method,
  response: MethodResponse,
  references: MethodReferences,
): Result<Method> {
  if (hasEntry(method.methodResponses, response.statusCode)) {
    return fail(conflict('Response already exists for this resource'));
  }
  return withMethodResponse(method, response, references);
}

/** The method with the response in place of the one it had, if the response is sound. */
export function withMethodResponse(
  method: Method,
  response: MethodResponse,
  references: MethodReferences,
): Result<Method> {
  const refusal =
    checkMappings(response.responseParameters, 'method-response') ??
    checkModels(response.responseModels, references);
  if (refusal) return fail(refusal);
  return ok({ ...method, methodResponses: withEntry(method.methodResponses, response.statusCode, response) });
}

export function removeMethodResponse(method: Method, statusCode: string): Result<Method> {
  const found = findMethodResponse(method, statusCode);
  if (!found.ok) return found;
  return ok({ ...method, methodResponses: withoutEntry(method.methodResponses, statusCode) ?? {} });
}
