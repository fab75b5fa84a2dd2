import { fail, type Result } from '../../domain-error.js';
import type { PatchOperation } from '../../patch/index.js';
import { promotionNotAvailable } from './canary.patch-paths.js';
import { patchStage } from './stage.patch-paths.js';
import type { Stage } from './stage.js';

/**
 * The stage after a promotion, as UpdateStage makes it of AWS's three operations (recorded: canary settings):
 * the stage has the canary's deployment, and its overrides merged into its variables; the canary stays,
 * without traffic.
 */
export function promoteCanary(stage: Stage, nowMs: number): Result<Stage> {
  // The first operation would make a canary where there is none.
  if (stage.canarySettings === null) return fail(promotionNotAvailable);
  return patchStage(stage, promotion, { knownDeploymentIds: new Set(), nowMs });
}

/** The stage without its canary, on its own deployment and variables; refused where there is none. */
export function removeCanary(stage: Stage, nowMs: number): Result<Stage> {
  return patchStage(stage, removal, { knownDeploymentIds: new Set(), nowMs });
}

const promotion: readonly PatchOperation[] = [
  { op: 'replace', path: '/canarySettings/percentTraffic', value: '0.0' },
  { op: 'copy', path: '/deploymentId', from: '/canarySettings/deploymentId' },
  { op: 'copy', path: '/variables', from: '/canarySettings/stageVariableOverrides' },
];

const removal: readonly PatchOperation[] = [{ op: 'remove', path: '/canarySettings' }];
