import { reject } from '../../refusals/rejection.js';
import type { ActiveStages } from '../active-stage.js';
import { refuseAccess } from '../endpoint-access.js';
import type { RouteStep } from '../step.js';

/**
 * Finds the stage that serves. An API or stage that is not there, one that is called in a region that is not
 * its own, and one that its kind of endpoint keeps from this caller are all answered alike, so that nobody
 * learns which it is; HTTP APIs that are there answer the first and the last by 404. See "selectStage" in
 * docs/REQUEST-PIPELINE.md.
 */
export const selectStage = (stages: ActiveStages): RouteStep => ({
  name: 'selectStage',
  run(invocation) {
    const { apiId, stageName, region } = invocation.address;
    const stage = stages.find(apiId, stageName);
    if (!stage) {
      const code = stages.isHttpApi(apiId) ? 'endpoint.http_no_stage' : 'endpoint.no_stage';
      return reject(code, `${apiId}/${stageName}`);
    }
    if (region !== null && region !== stage.document.region) return reject('endpoint.other_region', region);
    // Where there are two releases, the one that is chosen says it.
    const refusal = stage.canary === null ? refuseAccess(stage, invocation) : null;
    if (refusal) return refusal;
    invocation.stage = stage;
    return null;
  },
});
