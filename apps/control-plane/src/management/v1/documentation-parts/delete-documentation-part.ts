import {
  fail,
  ok,
  restApiNotFound,
  unknownDocumentationPart,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { documentationParts, restApis, type UnitOfWork } from '#libs/persistence';

/**
 * DeleteDocumentationPart: of the operations on one part, the only one that says when the RestApi is unknown
 * (recorded: general patterns).
 */
export async function deleteDocumentationPart(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, documentationPartId }: v1.DeleteDocumentationPartRequest,
): Promise<Result<void>> {
  if (!(await restApis.lock(uow, owner, restApiId))) return fail(restApiNotFound(owner, restApiId));
  const removed = await documentationParts.remove(uow, restApiId, documentationPartId);
  return removed ? ok(undefined) : fail(unknownDocumentationPart);
}
