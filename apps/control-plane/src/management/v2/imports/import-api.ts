import { randomBytes } from 'node:crypto';
import {
  idLengths,
  newHttpApi,
  newId,
  ok,
  type HttpApi,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { readBasePathMode, type HttpDefinitionImport } from '#libs/openapi-definition';
import { httpApis } from '#libs/persistence';
import type { Limits } from '../../../definition/limits.js';
import type { DocumentImports } from '../../document-imports/document-imports.js';
import type { ApiWrite } from '../api-write.js';
import { writeImportedParts } from './write-imported-api.js';

/** An API that a document describes, before any of it is written. */
export interface DescribedApi {
  readonly api: HttpApi;
  readonly imported: HttpDefinitionImport;
}

/**
 * Reads the document of an ImportApi. Not in its transaction: that would hold a connection for as long as the
 * reading takes.
 */
export async function readApi(
  owner: Owner,
  { body: text, basepath, failOnWarnings }: v2.ImportApiRequest,
  nowMs: number,
  documents: DocumentImports,
): Promise<Result<DescribedApi>> {
  const body = Buffer.from(text);
  const basePathMode = readBasePathMode(basepath);
  if (!basePathMode.ok) {
    const document = await documents.check({ body, owner, reader: 'http' });
    return document.ok ? basePathMode : document;
  }
  const apiId = newId(idLengths.restApi, randomBytes);
  const imported = await documents.runHttp({
    body,
    owner,
    options: {
      apiId,
      basePathMode: basePathMode.value,
      failsOnWarnings: failOnWarnings ?? false,
      existing: null,
      tags: {},
    },
  });
  if (!imported.ok) return imported;
  const { settings, infos, warnings } = imported.value;
  const { name = '', description, version, disableExecuteApiEndpoint, corsConfiguration, tags } = settings;
  const api = newHttpApi(
    {
      protocolType: 'HTTP',
      name,
      description: description ?? null,
      version: version ?? null,
      disableExecuteApiEndpoint: disableExecuteApiEndpoint ?? null,
      corsConfiguration,
      tags,
    },
    { owner, apiId, nowMs },
  );
  if (!api.ok) return api;
  return ok({ api: { ...api.value, importInfo: infos, warnings }, imported: imported.value });
}

/** ImportApi: a new HTTP API of a document of OpenAPI 3.0. Without a stage, as at AWS. */
export async function importApi(
  { uow, caller }: ApiWrite,
  { api, imported }: DescribedApi,
  limits: Limits,
): Promise<Result<HttpApi>> {
  await httpApis.insert(uow, api);
  const within = await limits.require(uow, 'httpApis', caller.owner);
  if (!within.ok) return within;
  const written = await writeImportedParts(uow, api, imported.parts, limits);
  return written.ok ? ok(api) : written;
}
