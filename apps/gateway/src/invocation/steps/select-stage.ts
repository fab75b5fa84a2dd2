import { rejectForbidden } from '../rejection.js';
import type { Step } from '../step.js';

/**
 * Finds the stage that serves. An API or stage that is not there, one that is called in a region that is not its own, and one whose
 * default endpoint is switched off are all answered alike, so that nobody learns which it is. See "selectStage" in docs/REQUEST-PIPELINE.md.
 */
export const selectStage: Step = (invocation) => {
  const { apiId, stageName, region } = invocation.address;
  const stage = invocation.surroundings.stages.find(apiId, stageName);
  if (!stage) return rejectForbidden(`no stage ${apiId}/${stageName}`);
  if (region !== null && region !== stage.document.region) return rejectForbidden(`not an API of ${region}`);
  if (stage.snapshot.document.disableExecuteApiEndpoint) {
    return rejectForbidden('the default endpoint is disabled');
  }
  invocation.stage = stage;
  return null;
};
