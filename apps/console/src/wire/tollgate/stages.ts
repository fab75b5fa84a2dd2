import type { DefinitionChanges } from '#libs/api-definition';
import type { GuardRecord } from '#libs/canary-guard';
import { pageMembers, tollgateCall, type Page, type PageOf } from './service.js';

export type { DefinitionChanges } from '#libs/api-definition';
export type { GuardRecord } from '#libs/canary-guard';

/** What one gateway makes of a stage. */
export interface GatewayRollout {
  readonly gatewayId: string;
  readonly state: 'applied' | 'refused' | 'behind' | 'disconnected';
  /** Why it refuses. */
  readonly reason?: string;
  readonly appliedSeq: number;
  readonly lastSeenAt: string;
}

interface PublishedRelease {
  readonly deploymentId: string;
  readonly snapshotDigest: string;
}

/** What a stage should serve, what is published of it, and what each gateway makes of that. */
export interface StageRollout {
  /** The id of the API, of whichever version. */
  readonly restApiId: string;
  readonly stageName: string;
  readonly deploymentId: string;
  readonly canaryDeploymentId?: string;
  /** Null before the first publication. */
  readonly published:
    (PublishedRelease & { readonly seq: number; readonly canary?: PublishedRelease }) | null;
  readonly gateways: readonly GatewayRollout[];
}

/** How the definition has moved on from what a stage, or its canary, serves. */
export interface ReleaseDrift extends DefinitionChanges {
  readonly deploymentId: string;
  readonly drifted: boolean;
  readonly deployedDigest: string;
}

/** What a deployment to a stage would change; while there is a canary, to that. */
export interface StageDrift extends ReleaseDrift {
  /** The id of the API, of whichever version. */
  readonly restApiId: string;
  readonly stageName: string;
  readonly definitionDigest: string;
  readonly canary?: ReleaseDrift;
}

export interface StageMoveSide {
  readonly deploymentId: string;
  readonly definitionDigest: string | null;
}

/** One move of a stage or its canary. */
export interface StageMove {
  readonly target: 'stage' | 'canary';
  readonly operation: string;
  readonly movedAt: string;
  /** `canary-guard.tollgate` is the guard of the canary. */
  readonly movedBy: { readonly accountId: string; readonly accessKeyId: string };
  readonly from: StageMoveSide | null;
  readonly to: StageMoveSide | null;
  readonly guard: GuardRecord | null;
}

/** A stage's canary, and what its guard makes of it at this moment. */
export interface CanaryStatus {
  readonly restApiId: string;
  readonly stageName: string;
  readonly canary: { readonly deploymentId: string; readonly percentTraffic: number } | null;
  /** Since when all gateways serve it as it is now; null: not known yet. */
  readonly startedAt: string | null;
  readonly guard: GuardRecord | null;
  /** Why nothing is guarded; null: it is. */
  readonly unguarded: string | null;
}

export const ReadStageRollout = /* @__PURE__ */ tollgateCall<StageRollout>()(
  'ReadStageRollout',
  'GET',
  '/restapis/{restApiId}/stages/{stageName}/rollout',
);
export const ReadStageDrift = /* @__PURE__ */ tollgateCall<StageDrift>()(
  'ReadStageDrift',
  'GET',
  '/restapis/{restApiId}/stages/{stageName}/drift',
);
/** Newest first. */
export const ReadStageHistory = /* @__PURE__ */ tollgateCall<Page<StageMove>, PageOf>()(
  'ReadStageHistory',
  'GET',
  '/restapis/{restApiId}/stages/{stageName}/history',
  { query: pageMembers },
);
export const ReadStageCanary = /* @__PURE__ */ tollgateCall<CanaryStatus>()(
  'ReadStageCanary',
  'GET',
  '/restapis/{restApiId}/stages/{stageName}/canary',
);

/** The same of stages of APIs of version 2. */
export const ReadApiStageRollout = /* @__PURE__ */ tollgateCall<StageRollout>()(
  'ReadStageRollout',
  'GET',
  '/apis/{apiId}/stages/{stageName}/rollout',
);
export const ReadApiStageDrift = /* @__PURE__ */ tollgateCall<StageDrift>()(
  'ReadStageDrift',
  'GET',
  '/apis/{apiId}/stages/{stageName}/drift',
);
/** Newest first. */
export const ReadApiStageHistory = /* @__PURE__ */ tollgateCall<Page<StageMove>, PageOf>()(
  'ReadStageHistory',
  'GET',
  '/apis/{apiId}/stages/{stageName}/history',
  { query: pageMembers },
);
