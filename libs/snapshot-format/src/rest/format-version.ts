import type { Snapshot, SnapshotFormatVersion } from './snapshot.js';

/** The lowest version of the format that has everything that these routes use; what `formatVersion` of their snapshot must be. */
export function formatVersionOf(routes: Snapshot['routes']): SnapshotFormatVersion {
  const integrations = routes.flatMap(({ methods }) =>
    Object.values(methods).map(({ integration }) => integration),
  );
  const converts = integrations.some(
    ({ contentHandling, responses }) =>
      contentHandling !== undefined || responses.some((response) => response.contentHandling !== undefined),
  );
  const isLinked = integrations.some(
    (integration) => 'vpcLinkId' in integration && integration.vpcLinkId !== undefined,
  );
  const hasRole = integrations.some(
    (integration) => 'credentials' in integration && integration.credentials !== undefined,
  );
  if (hasRole) return 4;
  return isLinked ? 3 : converts ? 2 : 1;
}
