import { fail, ok, unknownDocumentationVersion, type Owner, type Result } from '#libs/api-definition';
import type {
  DocumentationVersion as WireDocumentationVersion,
  GetDocumentationVersionRequest,
} from '#libs/aws-wire';
import { documentationVersions, type UnitOfWork } from '#libs/persistence';
import { presentDocumentationVersion } from './documentation-version.presenter.js';

export async function getDocumentationVersion(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, documentationVersion }: GetDocumentationVersionRequest,
): Promise<Result<WireDocumentationVersion>> {
  const version = await documentationVersions.findOwned(uow, owner, restApiId, documentationVersion);
  return version ? ok(presentDocumentationVersion(version)) : fail(unknownDocumentationVersion);
}
