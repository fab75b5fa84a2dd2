import type { Owner, Stage, Tags } from '#libs/api-definition';
import type { CompilationState, SubjectDocuments } from '#libs/persistence';
import { stageDocument } from '#libs/snapshot-compiler';
import { documentNames } from '#libs/snapshot-format';
import { deploymentDocuments, type CompiledDeployment } from './deployment-documents.js';

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
  if (owner === null) return { subject, documents: [], kept: [], uncompiled: [], problems: [] };
  const { digests, errors, ...ofDeployments } = deploymentDocuments(
    states.map(({ deployment, ...state }) => ({ ...state, deploymentId: deployment.id })),
    compiled,
  );
  const documents = [...ofDeployments.documents];
  const kept = [...ofDeployments.kept];
  const problems = [...ofDeployments.problems];
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
  return { subject, documents, kept, uncompiled: ofDeployments.uncompiled, problems };
}

function deploymentsOf({ stageName, deploymentId, canarySettings }: Stage) {
  const own = { who: `stage ${stageName}`, to: deploymentId };
  return canarySettings === null
    ? [own]
    : [own, { who: `the canary of stage ${stageName}`, to: canarySettings.deploymentId }];
}
