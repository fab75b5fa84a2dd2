import { randomBytes } from 'node:crypto';
import { fail, idLengths, newId, ok, restApiNotFound, type Owner, type Result } from '#libs/api-definition';
import type { PutRestApiRequest, RestApi as WireRestApi } from '#libs/aws-wire';
import {
  importDefinition,
  readImportParameters,
  readOpenApiDocument,
  withImportedSettings,
} from '#libs/openapi-definition';
import { definitionTrees, restApis, type UnitOfWork } from '#libs/persistence';
import { importedVersion } from './imported-version.js';
import { presentRestApi } from './rest-api.presenter.js';

/** PutRestApi: an OpenAPI document laid over a RestApi, or in the place of all that is below it. One transaction, under its lock. */
export async function putRestApi(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, mode = 'merge', body, parameters, failOnWarnings }: PutRestApiRequest,
  nowMs: number,
): Promise<Result<WireRestApi>> {
  // Before the look-up (recorded: import).
  const document = readOpenApiDocument(body, owner);
  if (!document.ok) return document;
  const call = readImportParameters(parameters);
  if (!call.ok) return call;
  const restApi = await restApis.lock(uow, owner, restApiId);
  if (!restApi) return fail(restApiNotFound(owner, restApiId));
  const imported = importDefinition(document.value, {
    restApiId,
    rootResourceId: restApi.rootResourceId,
    mode,
    existing: await definitionTrees.read(uow, restApiId),
    basePathMode: call.value.basePathMode,
    ignoresDocumentation: call.value.ignoresDocumentation,
    failsOnWarnings: failOnWarnings ?? false,
    nextId: () => newId(idLengths.other, randomBytes),
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
