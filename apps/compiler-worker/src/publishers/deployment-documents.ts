import type { DocumentName } from '#libs/persistence';
import { firstError, type Compilation, type ApiCompilation } from '#libs/snapshot-compiler';
import { sealSnapshot, type SealedDocument } from '#libs/snapshot-format';

/** What became of a deployment that was compiled: its snapshot, or why there is none. */
export type CompiledDeployment =
  | { readonly snapshot: SealedDocument; readonly error: null }
  | { readonly snapshot: null; readonly error: string };

/** What a compilation has come to. */
export function outcomeOf({ snapshot, diagnostics }: Compilation | ApiCompilation): CompiledDeployment {
  return snapshot
    ? { snapshot: sealSnapshot(snapshot), error: null }
    : { snapshot: null, error: firstError(diagnostics) ?? 'no snapshot' };
}

/** How far the compilation of a deployment is, of an API of either version. */
export interface DeploymentState {
  readonly deploymentId: string;
  readonly snapshotDigest: string | null;
  readonly compileError: string | null;
}

/** What the feed should hold of an API's deployments, and what its stages are told of them. */
export interface DeploymentDocuments {
  readonly documents: readonly SealedDocument[];
  readonly kept: readonly DocumentName[];
  /** Deployments that are neither published nor among the compiled: they came in between, compile again. */
  readonly uncompiled: readonly string[];
  readonly problems: readonly string[];
  /** Of the snapshots, by deployment. */
  readonly digests: ReadonlyMap<string, string>;
  /** Why there is none, by deployment. */
  readonly errors: ReadonlyMap<string, string>;
}

/** The snapshot of every deployment, so that a roll-back finds it on every gateway. */
export function deploymentDocuments(
  states: readonly DeploymentState[],
  compiled: ReadonlyMap<string, CompiledDeployment>,
): DeploymentDocuments {
  const documents: SealedDocument[] = [];
  const kept: DocumentName[] = [];
  const uncompiled: string[] = [];
  const problems: string[] = [];
  const digests = new Map<string, string>();
  const errors = new Map<string, string>();
  for (const { deploymentId, snapshotDigest, compileError } of states) {
    const now = compiled.get(deploymentId);
    const error = now?.error ?? compileError;
    if (now?.snapshot) documents.push(now.snapshot);
    else if (error !== null) errors.set(deploymentId, error);
    else if (snapshotDigest !== null) kept.push({ kind: 'snapshot', name: snapshotDigest });
    else uncompiled.push(deploymentId);
    const digest = now?.snapshot?.name ?? (error === null ? snapshotDigest : null);
    if (digest !== null) digests.set(deploymentId, digest);
    if (now?.error) problems.push(`deployment ${deploymentId} does not compile: ${now.error}`);
  }
  return { documents, kept, uncompiled, problems, digests, errors };
}
