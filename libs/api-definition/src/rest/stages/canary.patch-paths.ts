import { badRequest, fail, ok, type Result } from '../../domain-error.js';
import {
  hasEntry,
  patchedBoolean,
  withEntry,
  withoutEntry,
  type Change,
  type PatchRule,
  patchedNumber,
} from '../../patch/index.js';
import { cannotRemove, invalidCopy } from './stage.patch-refusals.js';
import type { CanarySettings, Stage } from './stage.js';

/** A canary names a deployment that the API does not have. */
export const unknownCanaryDeployment = badRequest('Deployment id does not exist');

/** A promotion on a stage without canary. */
export const promotionNotAvailable = badRequest('Promotion not available. Canary does not exist.');

/** What a canary is by default: no traffic, the stage's own deployment (recorded: canary settings). */
export const newCanary = (stage: Pick<Stage, 'deploymentId'>): CanarySettings => ({
  deploymentId: stage.deploymentId,
  percentTraffic: 0,
  stageVariableOverrides: null,
  useStageCache: false,
});

/** Replacing any member makes a canary where there is none. */
const withCanary = (draft: Stage, change: Partial<CanarySettings>): Result<Stage> =>
  ok({ ...draft, canarySettings: { ...(draft.canarySettings ?? newCanary(draft)), ...change } });

/** The paths below `/canarySettings` (recorded: canary settings). */
export const canaryPatchRules = (known: ReadonlySet<string>): readonly PatchRule<Stage>[] => [
  {
    path: '/canarySettings',
    ops: {
      remove: (draft, change) =>
        draft.canarySettings ? ok({ ...draft, canarySettings: null }) : fail(cannotRemove(change)),
    },
  },
  {
    path: '/canarySettings/percentTraffic',
    ops: {
      replace: (draft, change) => {
        const percent = patchedNumber(change, { min: 0, max: 100, whole: false });
        return percent.ok ? withCanary(draft, { percentTraffic: percent.value }) : percent;
      },
    },
  },
  {
    path: '/canarySettings/deploymentId',
    ops: {
      replace: (draft, { value }) =>
        value !== null && known.has(value)
          ? withCanary(draft, { deploymentId: value })
          : fail(unknownCanaryDeployment),
    },
  },
  {
    path: '/canarySettings/useStageCache',
    ops: { replace: (draft, { value }) => withCanary(draft, { useStageCache: patchedBoolean(value) }) },
  },
  {
    path: '/canarySettings/stageVariableOverrides/{name}',
    ops: {
      replace: (draft, { keys, value }) => {
        const before = draft.canarySettings?.stageVariableOverrides ?? null;
        return withCanary(draft, { stageVariableOverrides: withEntry(before, keys['name']!, value ?? '') });
      },
      // Only the removal of all overrides at once is recorded (as refused); Terraform removes them one by
      // one.
      remove: (draft, change) => {
        const before = draft.canarySettings?.stageVariableOverrides ?? null;
        return hasEntry(before, change.keys['name']!)
          ? withCanary(draft, { stageVariableOverrides: withoutEntry(before, change.keys['name']!) })
          : fail(cannotRemove(change));
      },
    },
  },
];

/**
 * `copy`, the promotion: the stage takes the canary's deployment, or its overrides merged into the stage's
 * variables. The canary itself stays (recorded: canary settings).
 */
export function copyFromCanary(draft: Stage, change: Change): Result<Stage> {
  const toDeployment = change.path === '/deploymentId' && change.from === '/canarySettings/deploymentId';
  const toVariables =
    change.path === '/variables' && change.from === '/canarySettings/stageVariableOverrides';
  if (!toDeployment && !toVariables) return fail(invalidCopy(change));
  const canary = draft.canarySettings;
  if (!canary) return fail(promotionNotAvailable);
  if (toDeployment) return ok({ ...draft, deploymentId: canary.deploymentId });
  const variables = { ...draft.variables, ...canary.stageVariableOverrides };
  return ok({ ...draft, variables: Object.keys(variables).length > 0 ? variables : null });
}
