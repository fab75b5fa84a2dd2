import type { CanaryRelease, RestSnapshot, StageDocument } from '#libs/snapshot-format';
import { apiId, stageOf } from './documents.js';
import type { TestSystem } from './test-gateway.js';

export const pinHeader = 'x-release';
export const toCanary = { [pinHeader]: 'canary' } as const;
export const toBase = { [pinHeader]: 'base' } as const;

export interface TestReleases {
  readonly base: RestSnapshot;
  readonly canary: RestSnapshot;
}

/**
 * A stage document with deployment `dep001`, and `dep002` as its canary, which takes no traffic but of
 * callers who ask for it. The snapshots are published.
 */
export function stageWithCanary(
  { controlPlane }: Pick<TestSystem, 'controlPlane'>,
  { base, canary }: TestReleases,
  change: Partial<CanaryRelease> = {},
  stage: Partial<StageDocument> = {},
): StageDocument {
  return stageOf(controlPlane.publishSnapshot(base), {
    requires: ['canary'],
    canary: {
      deploymentId: 'dep002',
      snapshotDigest: controlPlane.publishSnapshot(canary),
      percentTraffic: 0,
      variables: stage.variables ?? {},
      usesStageCache: false,
      ...change,
    },
    canaryHeader: pinHeader,
    ...stage,
  });
}

/** The same, live. */
export async function deployWithCanary(
  system: TestSystem,
  releases: TestReleases,
  change: Partial<CanaryRelease> = {},
  stage: Partial<StageDocument> = {},
): Promise<StageDocument> {
  const document = stageWithCanary(system, releases, change, stage);
  const name = `${apiId}/${document.stageName}`;
  await system.acknowledged(system.controlPlane.publish('stage', name, document));
  return document;
}
