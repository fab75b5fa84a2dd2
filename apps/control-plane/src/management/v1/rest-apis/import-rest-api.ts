import { randomBytes } from 'node:crypto';
import { idLengths, newId, ok, type Owner, type Result } from '#libs/api-definition';
import type { ImportRestApiRequest, RestApi as WireRestApi } from '#libs/aws-wire';
import { newRestApiOf, readImportParameters } from '#libs/openapi-definition';
import { definitionTrees, restApis, type UnitOfWork } from '#libs/persistence';
import type { DocumentImports } from './document-imports/document-imports.js';
import { importedVersion } from './imported-version.js';
import { presentRestApi } from './rest-api.presenter.js';

/** ImportRestApi: a new RestApi of an OpenAPI document. Without the default models that CreateRestApi gives (recorded: models). */
export async function importRestApi(
  uow: UnitOfWork,
  owner: Owner,
  { body, parameters, failOnWarnings }: ImportRestApiRequest,
  nowMs: number,
  documents: DocumentImports,
): Promise<Result<WireRestApi>> {
  const call = readImportParameters(parameters);
  if (!call.ok) {
    const document = await documents.check({ body, owner });
    return document.ok ? call : document;
  }
  const restApiId = newId(idLengths.restApi, randomBytes);
  const rootResourceId = newId(idLengths.rootResource, randomBytes);
  const imported = await documents.run({
    body,
    owner,
    options: {
      restApiId,
      rootResourceId,
      mode: 'overwrite',
      existing: null,
      basePathMode: call.value.basePathMode,
      ignoresDocumentation: call.value.ignoresDocumentation,
      failsOnWarnings: failOnWarnings ?? false,
    },
  });
  if (!imported.ok) return imported;
  const { settings, tree, documentationVersion, warnings } = imported.value;
  const restApi = newRestApiOf(settings, call.value.endpointType, {
    owner,
    id: restApiId,
    rootResourceId,
    createdAtMs: nowMs,
  });
  if (!restApi.ok) return restApi;
  await restApis.insert(uow, restApi.value);
  await definitionTrees.insert(uow, tree);
  const version = await importedVersion(uow, restApiId, documentationVersion, nowMs);
  if (!version.ok) return version;
  return ok({
    ...presentRestApi(restApi.value, 'absent'),
    ...(warnings.length > 0 && { warnings: [...warnings] }),
  });
}
