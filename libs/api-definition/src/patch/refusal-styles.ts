import { badRequest, type DomainError } from '../domain-error.js';
import type { Change, PatchRule } from './patch-table.js';

/**
 * The style of Resource, Model, RequestValidator, DocumentationPart and ApiKey (recorded: patch operations):
 * names every path that the verb may touch, in the order of the table. The two blanks after "path" are AWS's.
 */
export function strictWhitelist<T>(
  { op, path }: Change,
  _rule: PatchRule<T> | undefined,
  rules: readonly PatchRule<T>[],
): DomainError {
  const allowed = rules.filter((rule) => rule.ops[op]).map((rule) => rule.path);
  const hint =
    allowed.length > 0 ? `Must be one of: [${allowed.join(', ')}]` : 'Please choose supported operations';
  return badRequest(`Invalid patch path  '${path}' specified for op '${op}'. ${hint}`);
}

/** The style of RestApi, Method, MethodResponse and most others (recorded: patch operations). */
export function perPath<T>({ path }: Change, rule: PatchRule<T> | undefined): DomainError {
  if (!rule) return badRequest(`Invalid patch path ${path}`);
  return badRequest(
    `Invalid patch operation specified. Must be one of: [${Object.keys(rule.ops).join(', ')}]`,
  );
}
