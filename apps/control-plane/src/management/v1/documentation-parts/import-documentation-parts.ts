import { randomBytes } from 'node:crypto';
import {
  badRequest,
  fail,
  idLengths,
  importDocumentation,
  newId,
  ok,
  restApiNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { documentationParts, restApis, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';

/**
 * ImportDocumentationParts: those of an OpenAPI document, merged into the existing ones or in their place.
 * `document` is what `DocumentImports` has read of the body: not in here, where the RestApi is locked.
 */
export async function importDocumentationParts(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, mode = 'merge', failOnWarnings }: v1.ImportDocumentationPartsRequest,
  document: unknown,
  limits: Limits,
): Promise<Result<v1.DocumentationPartIds>> {
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const existing = await documentationParts.all(uow, restApiId);
  const imported = importDocumentation(document, existing, {
    restApiId,
    mode,
    nextId: () => newId(idLengths.other, randomBytes),
  });
  if (!imported.ok) return imported;
  const { parts, ids, warnings } = imported.value;
  if (failOnWarnings && warnings.length > 0) {
    return fail(
      badRequest(`Warnings found during import:\n${warnings.map((text) => `\t${text}`).join('\n')}`),
    );
  }
  if (mode === 'overwrite') await documentationParts.removeAll(uow, restApiId);
  const kept = new Set(mode === 'overwrite' ? [] : existing.map(({ id }) => id));
  const touched = new Set(ids);
  for (const part of parts) {
    if (kept.has(part.id) && touched.has(part.id)) await documentationParts.update(uow, part);
  }
  await documentationParts.insert(
    uow,
    parts.filter(({ id }) => !kept.has(id)),
  );
  const within = await limits.require(uow, 'documentationPartsPerRestApi', restApiId);
  if (!within.ok) return within;
  return ok({ ids: [...ids], ...(warnings.length > 0 && { warnings: [...warnings] }) });
}
