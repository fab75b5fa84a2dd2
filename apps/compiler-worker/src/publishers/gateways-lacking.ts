import { gateways, type Database } from '#libs/persistence';
import { featuresLacking, type Feature, type SealedDocument } from '#libs/snapshot-format';

/** A gateway that follows the feed and cannot serve what was published. */
export interface GatewayLacking {
  readonly gatewayId: string;
  readonly lacks: readonly Feature[];
}

/**
 * Which connected gateways will refuse some of these documents. Asks the database only about documents that
 * require something.
 */
export async function gatewaysLacking(
  database: Database,
  documents: readonly SealedDocument[],
): Promise<readonly GatewayLacking[]> {
  const requires = [...new Set(documents.flatMap((document) => document.requires))];
  if (requires.length === 0) return [];
  const known = await database.read((uow) => gateways.list(uow));
  return known
    .filter(({ connected }) => connected)
    .map(({ id, capabilities }) => ({ gatewayId: id, lacks: featuresLacking(requires, capabilities) }))
    .filter(({ lacks }) => lacks.length > 0);
}
