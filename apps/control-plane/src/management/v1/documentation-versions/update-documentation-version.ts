import {
  applyPatch,
  documentationVersionPatchPaths,
  fail,
  ok,
  unknownDocumentationVersion,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { documentationVersions, restApis, type UnitOfWork } from '#libs/persistence';
import { presentDocumentationVersion } from './documentation-version.presenter.js';

export async function updateDocumentationVersion(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, documentationVersion, patchOperations }: v1.UpdateDocumentationVersionRequest,
): Promise<Result<v1.DocumentationVersion>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  const before = restApi && (await documentationVersions.find(uow, restApiId, documentationVersion));
  if (!before) return fail(unknownDocumentationVersion);
  const patched = applyPatch(before, patchOperations, documentationVersionPatchPaths);
  if (!patched.ok) return patched;
  await documentationVersions.updateDescription(uow, patched.value);
  return ok(presentDocumentationVersion(patched.value));
}
