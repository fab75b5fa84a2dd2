import { createDocumentationVersion, ok, type Result } from '#libs/api-definition';
import { documentationParts, documentationVersions, type UnitOfWork } from '#libs/persistence';

/**
 * Freezes the documentation under the version that an imported document names (developer guide: import of
 * documentation). One that exists stays as it is: importing a document again must not fail.
 */
export async function importedVersion(
  uow: UnitOfWork,
  restApiId: string,
  version: string | null,
  nowMs: number,
): Promise<Result<void>> {
  if (version === null || (await documentationVersions.exists(uow, restApiId, version))) return ok(undefined);
  const parts = await documentationParts.all(uow, restApiId);
  const created = createDocumentationVersion(
    { restApiId, version, createdAtMs: nowMs, parts },
    { nameIsTaken: false },
  );
  if (!created.ok) return created;
  await documentationVersions.insert(uow, created.value);
  return ok(undefined);
}
