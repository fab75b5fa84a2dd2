import {
  documentationVersionInUse,
  fail,
  ok,
  unknownDocumentationVersion,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { documentationVersions, restApis, stages, type UnitOfWork } from '#libs/persistence';

export async function deleteDocumentationVersion(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, documentationVersion: version }: v1.DeleteDocumentationVersionRequest,
): Promise<Result<void>> {
  const restApi = await restApis.lock(uow, owner, restApiId);
  if (!restApi || !(await documentationVersions.exists(uow, restApiId, version))) {
    return fail(unknownDocumentationVersion);
  }
  const user = (await stages.all(uow, restApiId)).find((stage) => stage.documentationVersion === version);
  if (user) return fail(documentationVersionInUse(version, user.stageName));
  await documentationVersions.remove(uow, restApiId, version);
  return ok(undefined);
}
