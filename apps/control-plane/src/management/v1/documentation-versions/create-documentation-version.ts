import {
  createDocumentationVersion as decideVersion,
  fail,
  ok,
  restApiNotFound,
  stageNotFound,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import {
  documentationParts,
  documentationVersions,
  restApis,
  stages,
  type UnitOfWork,
} from '#libs/persistence';
import { presentDocumentationVersion } from './documentation-version.presenter.js';

/**
 * CreateDocumentationVersion: freezes the parts as they are; a stage that is named shows the version from
 * then on.
 */
export async function createDocumentationVersion(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, documentationVersion: version, stageName, description }: v1.CreateDocumentationVersionRequest,
  nowMs: number,
): Promise<Result<v1.DocumentationVersion>> {
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const created = decideVersion(
    {
      restApiId,
      version,
      createdAtMs: nowMs,
      description,
      parts: await documentationParts.all(uow, restApiId),
    },
    { nameIsTaken: await documentationVersions.exists(uow, restApiId, version) },
  );
  if (!created.ok) return created;
  await documentationVersions.insert(uow, created.value);
  if (stageName) {
    const stage = await stages.find(uow, restApiId, stageName);
    if (!stage) return fail(stageNotFound);
    await stages.update(uow, { ...stage, documentationVersion: version, lastUpdatedAtMs: nowMs });
  }
  return ok(presentDocumentationVersion(created.value));
}
