import type { CanarySettings, PatchOperation } from '../../wire/generated/apigateway.js';

/**
 * The patch that makes a canary all of the stage: its deployment and its variables move over, and it is gone
 * (guide page "Promote a canary release").
 */
export const promotePatch = ({ stageVariableOverrides = {} }: CanarySettings): PatchOperation[] => [
  { op: 'copy', from: '/canarySettings/deploymentId', path: '/deploymentId' },
  ...(Object.keys(stageVariableOverrides).length === 0
    ? []
    : [{ op: 'copy' as const, from: '/canarySettings/stageVariableOverrides', path: '/variables' }]),
  { op: 'remove', path: '/canarySettings' },
];
