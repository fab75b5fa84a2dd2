import { fail, ok, unknownDocumentationPart, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { documentationParts, type UnitOfWork } from '#libs/persistence';
import { presentDocumentationPart } from './documentation-part.presenter.js';

export async function getDocumentationPart(
  uow: UnitOfWork,
  owner: Owner,
  { restApiId, documentationPartId }: v1.GetDocumentationPartRequest,
): Promise<Result<v1.DocumentationPart>> {
  const part = await documentationParts.findOwned(uow, owner, restApiId, documentationPartId);
  return part ? ok(presentDocumentationPart(part)) : fail(unknownDocumentationPart);
}
