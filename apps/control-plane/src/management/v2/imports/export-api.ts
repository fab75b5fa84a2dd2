import {
  badRequest,
  fail,
  ok,
  restApiNotFound,
  stageNotFound,
  type FrozenHttpDefinition,
  type HttpApi,
  type HttpApiParts,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v2 } from '#libs/aws-wire';
import { encodeDocument, exportHttpDefinition } from '#libs/openapi-definition';
import { httpApiParts, httpApis, httpDeployments, httpStages, type UnitOfWork } from '#libs/persistence';
import { notForWebSocket } from './reimport-api.js';

/** A document as it is sent. */
export interface ExportedApi {
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * ExportApi: an HTTP API as a document of OpenAPI 3.0, as a stage serves it, or without one as it stands. The
 * texts of refusals are ours.
 */
export async function exportApi(
  uow: UnitOfWork,
  owner: Owner,
  input: v2.ExportApiRequest,
): Promise<Result<ExportedApi>> {
  const { apiId, specification, outputType, exportVersion, includeExtensions, stageName } = input;
  if (specification !== 'OAS30') return fail(badRequest('Invalid specification. Valid options are OAS30'));
  if (outputType !== 'JSON' && outputType !== 'YAML') {
    return fail(badRequest('Invalid outputType. Valid options are JSON,YAML'));
  }
  if (exportVersion !== undefined && exportVersion !== '1.0') {
    return fail(badRequest('Invalid exportVersion. Valid options are 1.0'));
  }
  const api = await httpApis.find(uow, owner, apiId);
  if (!api) return fail(restApiNotFound(owner, apiId));
  if (api.protocolType !== 'HTTP') return fail(notForWebSocket);
  const exported = await definitionOf(uow, api, stageName);
  if (!exported.ok) return exported;
  const document = exportHttpDefinition(exported.value.parts, {
    api: { ...api, ...exported.value.api },
    stageName: stageName ?? null,
    includesExtensions: includeExtensions ?? true,
  });
  return ok({
    contentType: outputType === 'JSON' ? 'application/json' : 'application/yaml',
    body: Buffer.from(encodeDocument(document, outputType === 'JSON' ? 'json' : 'yaml')),
  });
}

interface ExportedDefinition {
  readonly api: Pick<HttpApi, 'corsConfiguration' | 'disableExecuteApiEndpoint'>;
  readonly parts: HttpApiParts;
}

async function definitionOf(
  uow: UnitOfWork,
  api: HttpApi,
  stageName: string | undefined,
): Promise<Result<ExportedDefinition>> {
  const { apiId } = api;
  if (stageName === undefined) return ok({ api, parts: await httpApiParts.all(uow, apiId) });
  const stage = await httpStages.find(uow, apiId, stageName);
  if (!stage) return fail(stageNotFound);
  const { deploymentId } = stage;
  const frozen =
    deploymentId === null ? undefined : await httpDeployments.definitionOf(uow, apiId, deploymentId);
  if (frozen === undefined) return fail(badRequest(`Stage ${stageName} has no deployment yet`));
  const { api: served, ...parts } = JSON.parse(frozen) as FrozenHttpDefinition;
  return ok({ api: served, parts });
}
