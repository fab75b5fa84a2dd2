import {
  applyPatch,
  documentationPartPatchPaths,
  fail,
  ok,
  unknownDocumentationPart,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { documentationParts, restApis, type UnitOfWork } from '#libs/persistence';
import { presentDocumentationPart } from './documentation-part.presenter.js';

export async function updateDocumentationPart(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, documentationPartId, patchOperations }: v1.UpdateDocumentationPartRequest,
): Promise<Result<v1.DocumentationPart>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const before = restApi && (await documentationParts.find(uow, restApiId, documentationPartId));
  if (!before) return fail(unknownDocumentationPart);
  const patched = applyPatch(before, patchOperations, documentationPartPatchPaths);
  if (!patched.ok) return patched;
  await documentationParts.update(uow, patched.value);
  return ok(presentDocumentationPart(patched.value));
}
