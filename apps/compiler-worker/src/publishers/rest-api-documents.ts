import type { Owner, Stage, Tags } from '#libs/api-definition';
import type { CompilationState, DocumentName, SubjectDocuments } from '#libs/persistence';
import { stageDocument } from '#libs/snapshot-compiler';
import { documentNames, type SealedDocument } from '#libs/snapshot-format';
import type { CompiledDeployment } from './compile-missing.js';

/** A RestApi as it is at the moment of publishing. */
export interface PublishableRestApi {
  readonly restApiId: string;
  /** Null when it is gone. */
  readonly owner: Owner | null;
  readonly name: string;
  readonly tags: Tags;
  readonly states: readonly CompilationState[];
  readonly stages: readonly Stage[];
  /** Trials of guarded canaries, by the names of their stages. */
  readonly trials: ReadonlyMap<string, number>;
}

export interface RestApiDocuments extends SubjectDocuments {
  /** Deployments that are neither published nor among the compiled: they came in between, compile again. */
  readonly uncompiled: readonly string[];
  /** Why some stage or Deployment cannot be served; the rest is published all the same. */
  readonly problems: readonly string[];
}

/**
 * What the feed should hold of a RestApi: the snapshot of every Deployment (so that a roll-back finds it on
 * every gateway), and every stage. A stage whose Deployment, or whose canary's, does not compile stays as it
 * was.
 */
export function restApiDocuments(
  { restApiId, owner, name, tags, states, stages, trials }: PublishableRestApi,
  compiled: ReadonlyMap<string, CompiledDeployment>,
): RestApiDocuments {
  const subject = `restapi/${restApiId}`;
  const documents: SealedDocument[] = [];
  const kept: DocumentName[] = [];
  const uncompiled: string[] = [];
  const problems: string[] = [];
  if (owner === null) return { subject, documents, kept, uncompiled, problems };
  const digests = new Map<string, string>();
  const errors = new Map<string, string>();
  for (const { deployment, snapshotDigest, compileError } of states) {
    const now = compiled.get(deployment.id);
    const error = now?.error ?? compileError;
    if (now?.snapshot) documents.push(now.snapshot);
    else if (error !== null) errors.set(deployment.id, error);
    else if (snapshotDigest !== null) kept.push({ kind: 'snapshot', name: snapshotDigest });
    else uncompiled.push(deployment.id);
    const digest = now?.snapshot?.name ?? (error === null ? snapshotDigest : null);
    if (digest !== null) digests.set(deployment.id, digest);
    if (now?.error) problems.push(`deployment ${deployment.id} does not compile: ${now.error}`);
  }
  for (const stage of stages) {
    const { stageName, deploymentId, canarySettings } = stage;
    const own = digests.get(deploymentId);
    const canary = canarySettings === null ? null : digests.get(canarySettings.deploymentId);
    if (own !== undefined && canary !== undefined) {
      const trial = trials.get(stageName) ?? null;
      documents.push(stageDocument(owner, stage, { own, canary }, { name, tags }, trial));
      continue;
    }
    // Never one release without the other: the stage would send to its own what is meant for the canary.
    kept.push({ kind: 'stage', name: documentNames.stage(restApiId, stageName) });
    for (const { who, to } of deploymentsOf(stage)) {
      const error = errors.get(to);
      if (error !== undefined) problems.push(`${who} points to deployment ${to}: ${error}`);
    }
  }
  return { subject, documents, kept, uncompiled, problems };
}

function deploymentsOf({ stageName, deploymentId, canarySettings }: Stage) {
  const own = { who: `stage ${stageName}`, to: deploymentId };
  return canarySettings === null
    ? [own]
    : [own, { who: `the canary of stage ${stageName}`, to: canarySettings.deploymentId }];
}
