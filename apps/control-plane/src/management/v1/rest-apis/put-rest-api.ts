import { fail, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { PutRestApiRequest, RestApi as WireRestApi } from '#libs/aws-wire';
import { readImportParameters, withImportedSettings } from '#libs/openapi-definition';
import { definitionTrees, restApis, type UnitOfWork } from '#libs/persistence';
import type { DocumentImports } from './document-imports/document-imports.js';
import { importedVersion } from './imported-version.js';
import { presentRestApi } from './rest-api.presenter.js';

/** PutRestApi: an OpenAPI document laid over a RestApi, or in the place of all that is below it. One transaction, under its lock. */
export async function putRestApi(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, mode = 'merge', body, parameters, failOnWarnings }: PutRestApiRequest,
  nowMs: number,
  documents: DocumentImports,
): Promise<Result<WireRestApi>> {
  const call = readImportParameters(parameters);
  const restApi = await restApis.lock(uow, owner, restApiId);
  if (!call.ok || !restApi) {
    // What is no document is said first, then what is wrong with the parameters (recorded: import).
    const document = await documents.check({ body, owner });
    if (!document.ok) return document;
    return call.ok ? fail(restApiNotFound(owner, restApiId)) : call;
  }
  const imported = await documents.run({
    body,
    owner,
    options: {
      restApiId,
      rootResourceId: restApi.rootResourceId,
      mode,
      existing: await definitionTrees.read(uow, restApiId),
      basePathMode: call.value.basePathMode,
      ignoresDocumentation: call.value.ignoresDocumentation,
      failsOnWarnings: failOnWarnings ?? false,
    },
  });
  if (!imported.ok) return imported;
  const { settings, tree, documentationVersion, warnings } = imported.value;
  const updated = withImportedSettings(restApi, settings, mode);
  if (!updated.ok) return updated;
  await restApis.update(uow, updated.value);
  await definitionTrees.replace(uow, restApiId, tree);
  const version = await importedVersion(uow, restApiId, documentationVersion, nowMs);
  if (!version.ok) return version;
  return ok({
    ...presentRestApi(updated.value, 'shown'),
    ...(warnings.length > 0 && { warnings: [...warnings] }),
  });
}
