import { accessAssociationNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { accessAssociations, type UnitOfWork } from '#libs/persistence';

/** DeleteDomainNameAccessAssociation. */
export async function deleteDomainNameAccessAssociation(
  uow: UnitOfWork,
  owner: Owner,
  { domainNameAccessAssociationArn }: v1.DeleteDomainNameAccessAssociationRequest,
): Promise<Result<void>> {
  const removed = await accessAssociations.remove(uow, owner, domainNameAccessAssociationArn);
  return removed ? ok(undefined) : fail(accessAssociationNotFound);
}
