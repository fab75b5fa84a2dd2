import { checkAccessLogFormat, readLogDestination } from '#libs/access-log-format';
import { badRequest, fail, ok, type DomainError, type Result } from '../../domain-error.js';
import { deploymentNotFound } from '../../not-found.js';
import { methodSettingPatchRules } from './method-setting.patch-paths.js';
import {
  applyPatch,
  hasEntry,
  patchedBoolean,
  patchedText,
  withEntry,
  withoutEntry,
  type Change,
  type PatchOperation,
  type PatchRule,
  type PatchTable,
} from '../../patch/index.js';
import { changeCacheCluster, type WantedCacheCluster } from './cache-cluster.js';
import { canaryPatchRules, copyFromCanary } from './canary.patch-paths.js';
import { checkStageVariables } from './stage-variables.js';
import { cannotRemove, invalidAccessLogPath, refuseStagePatch } from './stage.patch-refusals.js';
import type { Stage } from './stage.js';

/** What a patch of a Stage needs to know beyond the Stage. */
export interface StagePatchContext {
  /** The deployments of the API, at least those that the operations name. */
  readonly knownDeploymentIds: ReadonlySet<string>;
  readonly nowMs: number;
}

/**
 * Applies UpdateStage's operations (recorded: stages, canary settings). Moving to an older deployment is the
 * roll-back.
 */
export function patchStage(
  stage: Stage,
  operations: readonly PatchOperation[] | null | undefined,
  { knownDeploymentIds, nowMs }: StagePatchContext,
): Result<Stage> {
  const patched = applyPatch(stage, operations, stagePatchPaths(knownDeploymentIds));
  if (!patched.ok) return patched;
  const variables = checkStageVariables(patched.value.variables);
  if (!variables.ok) return variables;
  const overrides = checkStageVariables(patched.value.canarySettings?.stageVariableOverrides ?? null);
  if (!overrides.ok) return overrides;
  return ok({ ...patched.value, lastUpdatedAtMs: nowMs });
}

/** The deployments that the operations name, for the caller to look up. */
export function deploymentIdsIn(operations: readonly PatchOperation[] | null | undefined): string[] {
  return (operations ?? [])
    .filter(({ path }) => path === '/deploymentId' || path === '/canarySettings/deploymentId')
    .flatMap(({ value }) => value ?? []);
}

/** Everything that UpdateStage takes. */
export const stagePatchPaths = (known: ReadonlySet<string>): PatchTable<Stage> => ({
  refuse: refuseStagePatch,
  rules: [
    {
      path: '/deploymentId',
      ops: {
        replace: (draft, { value }) =>
          value !== null && known.has(value)
            ? ok({ ...draft, deploymentId: value })
            : fail(deploymentNotFound),
        copy: copyFromCanary,
      },
    },
    ...stageMemberRules,
    ...accessLogRules,
    ...variableRules,
    ...canaryPatchRules(known),
    ...methodSettingPatchRules,
  ],
});

const stageMemberRules: readonly PatchRule<Stage>[] = [
  {
    path: '/description',
    ops: { replace: (draft, { value }) => ok({ ...draft, description: patchedText(value) }) },
  },
  {
    path: '/clientCertificateId',
    ops: { replace: (draft, { value }) => ok({ ...draft, clientCertificateId: patchedText(value) }) },
  },
  {
    // Not in the list that AWS prints, but in its table of patch operations, and Terraform sends it.
    path: '/documentationVersion',
    ops: { replace: (draft, { value }) => ok({ ...draft, documentationVersion: patchedText(value) }) },
  },
  {
    path: '/tracingEnabled',
    ops: { replace: (draft, { value }) => ok({ ...draft, tracingEnabled: patchedBoolean(value) }) },
  },
  {
    path: '/cacheClusterEnabled',
    ops: { replace: (draft, { value }) => withCacheCluster(draft, { enabled: patchedBoolean(value) }) },
  },
  {
    path: '/cacheClusterSize',
    // No size is none of AWS's sizes either.
    ops: { replace: (draft, { value }) => withCacheCluster(draft, { size: value ?? '' }) },
  },
];

function withCacheCluster(draft: Stage, wanted: WantedCacheCluster): Result<Stage> {
  const cluster = changeCacheCluster(draft, wanted);
  return cluster.ok ? ok({ ...draft, ...cluster.value }) : cluster;
}

/** A log group need not exist (recorded: stages), but what is named must be one, or a Firehose stream. */
const accessLogChecks = {
  format: checkAccessLogFormat,
  destinationArn: (arn: string): string | null => {
    const destination = readLogDestination(arn);
    return 'refused' in destination ? destination.refused : null;
  },
} as const;

const setAccessLog =
  (member: 'destinationArn' | 'format') =>
  (draft: Stage, { value }: Change): Result<Stage> => {
    if (!value) return fail(badRequest('Access Log value must not be empty'));
    const refused = accessLogChecks[member](value);
    if (refused !== null) return fail(badRequest(refused));
    const before = draft.accessLogSettings ?? { format: null, destinationArn: null };
    return ok({ ...draft, accessLogSettings: { ...before, [member]: value } });
  };

const refuseAccessLogPath = (change: Change): DomainError =>
  change.op === 'add' || change.op === 'replace' ? invalidAccessLogPath : refuseStagePatch(change);

const accessLogRules: readonly PatchRule<Stage>[] = [
  ...(['destinationArn', 'format'] as const).map((member) => ({
    path: `/accessLogSettings/${member}`,
    ops: { add: setAccessLog(member), replace: setAccessLog(member) },
  })),
  {
    path: '/accessLogSettings',
    ops: {
      remove: (draft, change) =>
        draft.accessLogSettings ? ok({ ...draft, accessLogSettings: null }) : fail(cannotRemove(change)),
    },
    refuse: refuseAccessLogPath,
  },
  { path: '/accessLogSettings/{other+}', ops: {}, refuse: refuseAccessLogPath },
];

const variableRules: readonly PatchRule<Stage>[] = [
  { path: '/variables', ops: { copy: copyFromCanary } },
  {
    path: '/variables/{name}',
    ops: {
      // The value is checked with the whole map once all operations are applied; '' stands for a missing one
      // and is refused there.
      replace: (draft, { keys, value }) =>
        ok({ ...draft, variables: withEntry(draft.variables, keys['name']!, value ?? '') }),
      remove: (draft, change) =>
        hasEntry(draft.variables, change.keys['name']!)
          ? ok({ ...draft, variables: withoutEntry(draft.variables, change.keys['name']!) })
          : fail(cannotRemove(change)),
    },
  },
];
