import type { FrozenDefinition } from '#libs/api-definition';
import { deployments, publishedDocuments, type Database } from '#libs/persistence';
import { compileDeployment, firstError } from '#libs/snapshot-compiler';
import { sealSnapshot, type SealedDocument } from '#libs/snapshot-format';

/** What became of a Deployment that was compiled: its snapshot, or why there is none. */
export type CompiledDeployment =
  | { readonly snapshot: SealedDocument; readonly error: null }
  | { readonly snapshot: null; readonly error: string };

/**
 * Compiles the Deployments of a RestApi that have no published snapshot yet, by id. Outside any transaction:
 * it may take long, and a definition once frozen does not change.
 */
export function compileMissing(
  database: Database,
  restApiId: string,
): Promise<ReadonlyMap<string, CompiledDeployment>> {
  return database.read(async (uow) => {
    const published = await publishedDocuments.ofSubject(uow, `restapi/${restApiId}`);
    const live = new Set(published.filter(({ deleted }) => !deleted).map(({ name }) => name));
    const compiled = new Map<string, CompiledDeployment>();
    for (const { deployment, snapshotDigest, compileError } of await deployments.compilationStates(
      uow,
      restApiId,
    )) {
      if (compileError !== null || (snapshotDigest !== null && live.has(snapshotDigest))) continue;
      const definition = await deployments.definitionOf(uow, restApiId, deployment.id);
      // Deleted a moment ago otherwise: the transaction that publishes will not find it either.
      if (definition !== undefined) compiled.set(deployment.id, compile(definition));
    }
    return compiled;
  });
}

function compile(definition: string): CompiledDeployment {
  const { snapshot, diagnostics } = compileDeployment(JSON.parse(definition) as FrozenDefinition);
  return snapshot
    ? { snapshot: sealSnapshot(snapshot), error: null }
    : { snapshot: null, error: firstError(diagnostics) ?? 'no snapshot' };
}
