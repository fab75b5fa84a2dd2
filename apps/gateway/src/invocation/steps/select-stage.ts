import { reject, type Rejection } from '../../refusals/rejection.js';
import type { ActiveStage, ActiveStages } from '../active-stage.js';
import type { ApiAddress } from '../api-address.js';
import type { RouteStep } from '../step.js';

/**
 * Finds the stage that serves. An API or stage that is not there, one that is called in a region that is not
 * its own, and one whose default endpoint is switched off are all answered alike, so that nobody learns which
 * it is. See "selectStage" in docs/REQUEST-PIPELINE.md.
 */
export const selectStage = (stages: ActiveStages): RouteStep => ({
  name: 'selectStage',
  run(invocation) {
    const { apiId, stageName, region } = invocation.address;
    const stage = stages.find(apiId, stageName);
    if (!stage) return reject('endpoint.no_stage', `${apiId}/${stageName}`);
    if (region !== null && region !== stage.document.region) return reject('endpoint.other_region', region);
    // Where there are two releases, the one that is chosen says it.
    if (stage.canary === null && !mayCall(stage, invocation.address)) return endpointDisabled(apiId);
    invocation.stage = stage;
    return null;
  },
});

/** Whether a release may be called at this address: its API's own may be switched off with its deployment. */
export const mayCall = ({ release }: ActiveStage, { custom }: ApiAddress): boolean =>
  custom !== null || !release.snapshot.document.disableExecuteApiEndpoint;

export const endpointDisabled = (apiId: string): Rejection => reject('endpoint.disabled', apiId);
