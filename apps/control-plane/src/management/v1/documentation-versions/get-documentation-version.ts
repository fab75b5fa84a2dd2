import { fail, ok, unknownDocumentationVersion, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { documentationVersions, type UnitOfWork } from '#libs/persistence';
import { presentDocumentationVersion } from './documentation-version.presenter.js';

export async function getDocumentationVersion(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, documentationVersion }: v1.GetDocumentationVersionRequest,
): Promise<Result<v1.DocumentationVersion>> {
  const version = await documentationVersions.findOwned(uow, owner, restApiId, documentationVersion);
  return version ? ok(presentDocumentationVersion(version)) : fail(unknownDocumentationVersion);
}
