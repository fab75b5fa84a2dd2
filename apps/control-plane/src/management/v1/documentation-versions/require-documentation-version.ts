import { fail, ok, unknownDocumentationVersion, type Result, type Stage } from '#libs/api-definition';
import { documentationVersions, type UnitOfWork } from '#libs/persistence';

/**
 * A stage may only show a documentation version that its RestApi has. Under the RestApi's lock, so it stays
 * there.
 */
export async function requireDocumentationVersion(
  uow: UnitOfWork,
  { restApiId, documentationVersion }: Stage,
): Promise<Result<void>> {
  const known =
    documentationVersion === null ||
    (await documentationVersions.exists(uow, restApiId, documentationVersion));
  return known ? ok(undefined) : fail(unknownDocumentationVersion);
}
