import { randomBytes } from 'node:crypto';
import { idLengths, newId, ok, type Owner, type RestApi, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { newRestApiOf, readImportParameters, type DefinitionImport } from '#libs/openapi-definition';
import { definitionTrees, restApis, type UnitOfWork } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import type { DocumentImports } from '../../document-imports/document-imports.js';
import { importedVersion } from './imported-version.js';
import { presentRestApi } from './rest-api.presenter.js';
import { requirePartLimits, requireTypeLimit } from './require-rest-api-limits.js';

/** A RestApi that a document describes, before any of it is written. */
export interface DescribedRestApi {
  readonly restApi: RestApi;
  readonly imported: DefinitionImport;
}

/**
 * Reads the document of an ImportRestApi. Not in its transaction: that would hold a connection for as long as
 * the reading takes.
 */
export async function readRestApi(
  owner: Owner,
  { body, parameters, failOnWarnings }: v1.ImportRestApiRequest,
  nowMs: number,
  documents: DocumentImports,
): Promise<Result<DescribedRestApi>> {
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
  const identity = { owner, id: restApiId, rootResourceId, createdAtMs: nowMs };
  const restApi = newRestApiOf(imported.value.settings, call.value.endpointType, identity);
  return restApi.ok ? ok({ restApi: restApi.value, imported: imported.value }) : restApi;
}

/**
 * ImportRestApi: a new RestApi of an OpenAPI document. Without the default models that CreateRestApi gives
 * (recorded: models).
 */
export async function importRestApi(
  uow: UnitOfWork,
  { restApi, imported }: DescribedRestApi,
  limits: Limits,
  nowMs: number,
): Promise<Result<v1.RestApi>> {
  const { tree, documentationVersion, warnings } = imported;
  await restApis.insert(uow, restApi);
  await definitionTrees.insert(uow, tree);
  const ofType = await requireTypeLimit(uow, limits, restApi);
  if (!ofType.ok) return ofType;
  const ofParts = await requirePartLimits(uow, limits, restApi.id, { after: tree });
  if (!ofParts.ok) return ofParts;
  const version = await importedVersion(uow, restApi.id, documentationVersion, nowMs);
  if (!version.ok) return version;
  return ok({
    ...presentRestApi(restApi, 'absent'),
    ...(warnings.length > 0 && { warnings: [...warnings] }),
  });
}
