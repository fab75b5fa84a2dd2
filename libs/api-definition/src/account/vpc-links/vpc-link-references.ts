import { badRequest, fail, ok, type Result } from '../../domain-error.js';

/** A method that calls through a VpcLink: as it is defined now (`stageName` null) or as a stage serves it. */
export interface VpcLinkReference {
  readonly restApiId: string;
  readonly httpMethod: string;
  readonly resourceId: string;
  readonly stageName: string | null;
}

/**
 * A VpcLink that methods use stays, also when only a deployment on a stage still has such a method: the
 * message, which names them, is AWS's. What AWS prints for a method that no stage serves is not recorded; `-`
 * stands for the stage then.
 */
export function checkVpcLinkDeletion(id: string, references: readonly VpcLinkReference[]): Result<null> {
  if (references.length === 0) return ok(null);
  const named = references.map(
    ({ restApiId, httpMethod, resourceId, stageName }) =>
      `${restApiId}:${httpMethod}:${resourceId}:${stageName ?? '-'}`,
  );
  return fail(
    badRequest(
      `Cannot delete vpc link. Vpc link '${id}', is referenced in [${named.join(', ')}] in format of [RESTApiId:Method:Resource:Stage].`,
    ),
  );
}
