import {
  badRequest,
  fail,
  ok,
  stageNotFound,
  type FrozenDefinition,
  type Owner,
  type Result,
  type Stage,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import {
  encodeDocument,
  exportDefinition,
  exportedVersion,
  readExportExtensions,
} from '#libs/openapi-definition';
import { deployments, documentationVersions, restApis, stages, type UnitOfWork } from '#libs/persistence';

/** GetExport: what a stage serves, as an OpenAPI document. */
export async function getExport(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, stageName, exportType, parameters, accepts }: v1.GetExportRequest,
): Promise<Result<Required<v1.ExportResponse>>> {
  if (exportType !== 'swagger' && exportType !== 'oas30') {
    return fail(badRequest('Invalid export type specified. Valid options are swagger,oas30'));
  }
  const restApi = await restApis.find(uow, owner, restApiId);
  const stage = restApi && (await stages.find(uow, restApiId, stageName));
  const deployment = stage && (await deployments.find(uow, restApiId, stage.deploymentId));
  const frozen = deployment && (await deployments.definitionOf(uow, restApiId, deployment.id));
  if (!restApi || !deployment || frozen === undefined) return fail(stageNotFound);
  const definition = JSON.parse(frozen) as FrozenDefinition;
  const document = exportDefinition(definition, {
    format: exportType,
    extensions: readExportExtensions(parameters?.['extensions']),
    name: restApi.name,
    description: restApi.description,
    deployedAtMs: deployment.createdAtMs,
    region: owner.region,
    stageName,
    documentation: await documentationOf(uow, stage),
  });
  if (!document.ok) return document;
  const encoding = /yaml/i.test(accepts ?? '') ? 'yaml' : 'json';
  const version = exportedVersion(definition, deployment.createdAtMs);
  return ok({
    // Whatever was asked for (recorded: export).
    contentType: 'application/octet-stream',
    contentDisposition: `attachment; filename="${exportType}_${inFileName(version)}.${encoding}"`,
    body: Buffer.from(encodeDocument(document.value, encoding)),
  });
}

async function documentationOf(uow: UnitOfWork, { restApiId, documentationVersion: version }: Stage) {
  if (version === null) return null;
  return { version, parts: await documentationVersions.partsOf(uow, restApiId, version) };
}

/** A version is any text; a header is not. */
const inFileName = (version: string): string => version.replace(/[^\x20-\x7e]|["\\/]/g, '_');
