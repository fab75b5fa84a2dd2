import {
  badRequest,
  fail,
  ok,
  sdkTypeNotFound,
  sdkTypes,
  stageNotFound,
  type FrozenDefinition,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { deployments, stages, type UnitOfWork } from '#libs/persistence';
import type { ControlPlaneConfig } from '../../../config.js';
import { javascriptSdk } from './javascript-sdk.js';
import { zip } from './zip.js';

/** A generated SDK, as a file to download. */
export interface Sdk {
  readonly fileName: string;
  readonly bytes: Buffer;
}

/**
 * GetSdk: a client of what the stage serves now. JavaScript is the one language that it is generated in; for
 * the others, generators of clients from OpenAPI documents exist that read what GetExport gives.
 */
export async function getSdk(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, stageName, sdkType }: v1.GetSdkRequest,
  { domain }: Pick<ControlPlaneConfig, 'domain'>,
): Promise<Result<Sdk>> {
  if (!sdkTypes.some(({ id }) => id === sdkType)) return fail(sdkTypeNotFound);
  const stage = await stages.findOwned(uow, owner, restApiId, stageName);
  if (!stage) return fail(stageNotFound);
  if (sdkType !== 'javascript') {
    return fail(
      badRequest(
        `Tollgate generates SDKs of the type javascript only. For ${sdkType}, use a client generator on the document that GetExport gives.`,
      ),
    );
  }
  const definition = await deployments.definitionOf(uow, restApiId, stage.deploymentId);
  if (!definition) return fail(stageNotFound);
  const invokeUrl = `https://${restApiId}.execute-api.${owner.region}.${domain}/${stageName}`;
  return ok({
    fileName: `javascript_${restApiId}_${stageName}.zip`,
    bytes: zip(javascriptSdk(JSON.parse(definition) as FrozenDefinition, invokeUrl)),
  });
}
