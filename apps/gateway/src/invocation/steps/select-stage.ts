import { reject } from '../../refusals/rejection.js';
import type { ActiveStages } from '../active-stage.js';
import type { RouteStep } from '../step.js';

/**
 * Finds the stage that serves. An API or stage that is not there, one that is called in a region that is not
 * its own, and one whose default endpoint is switched off are all answered alike, so that nobody learns which
 * it is. See "selectStage" in docs/REQUEST-PIPELINE.md.
 */
export const selectStage = (stages: ActiveStages): RouteStep => ({
  name: 'selectStage',
  run(invocation) {
    const { apiId, stageName, region, custom } = invocation.address;
    const stage = stages.find(apiId, stageName);
    if (!stage) return reject('endpoint.no_stage', `${apiId}/${stageName}`);
    if (region !== null && region !== stage.document.region) return reject('endpoint.other_region', region);
    const { disableExecuteApiEndpoint } = stage.release.snapshot.document;
    if (custom === null && disableExecuteApiEndpoint) return reject('endpoint.disabled', apiId);
    invocation.stage = stage;
    return null;
  },
});
