import type { HttpApi, HttpStage } from '#libs/api-definition';
import type { HttpCompilationState, SubjectDocuments } from '#libs/persistence';
import { httpStageDocument } from '#libs/snapshot-compiler';
import { documentNames } from '#libs/snapshot-format';
import { deploymentDocuments, type CompiledDeployment } from './deployment-documents.js';

/** An API of version 2 as it is at the moment of publishing. */
export interface PublishableHttpApi {
  readonly apiId: string;
  /** Null when it is gone. */
  readonly api: Pick<HttpApi, 'owner' | 'name' | 'tags'> | null;
  readonly states: readonly HttpCompilationState[];
  readonly stages: readonly HttpStage[];
}

export interface HttpApiDocuments extends SubjectDocuments {
  /** Deployments that are neither published nor among the compiled: they came in between, compile again. */
  readonly uncompiled: readonly string[];
  /** Why some stage or deployment cannot be served; the rest is published all the same. */
  readonly problems: readonly string[];
}

/** Whose documents they are in the feed. */
export const httpApiSubject = (apiId: string): string => `httpapi/${apiId}`;

/**
 * What the feed should hold of an API: the snapshot of every deployment, and every stage that has one. A
 * stage whose deployment does not compile stays as it was.
 */
export function httpApiDocuments(
  { apiId, api, states, stages }: PublishableHttpApi,
  compiled: ReadonlyMap<string, CompiledDeployment>,
): HttpApiDocuments {
  const subject = httpApiSubject(apiId);
  if (api === null) return { subject, documents: [], kept: [], uncompiled: [], problems: [] };
  const { digests, errors, uncompiled, ...ofDeployments } = deploymentDocuments(
    states.map(({ deployment, ...state }) => ({ ...state, deploymentId: deployment.deploymentId })),
    compiled,
  );
  const documents = [...ofDeployments.documents];
  const kept = [...ofDeployments.kept];
  const problems = [...ofDeployments.problems];
  for (const stage of stages) {
    const { stageName, deploymentId } = stage;
    // It waits for its first deployment: there is nothing that it could answer.
    if (deploymentId === null) continue;
    const snapshotDigest = digests.get(deploymentId);
    if (snapshotDigest !== undefined) {
      documents.push(httpStageDocument(api, { ...stage, deploymentId }, snapshotDigest));
      continue;
    }
    kept.push({ kind: 'stage', name: documentNames.stage(apiId, stageName) });
    const error = errors.get(deploymentId);
    if (error !== undefined)
      problems.push(`stage ${stageName} points to deployment ${deploymentId}: ${error}`);
  }
  return { subject, documents, kept, uncompiled, problems };
}
