import { accessAssociationNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { accessAssociations, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/** DeleteDomainNameAccessAssociation. */
export async function deleteDomainNameAccessAssociation(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { domainNameAccessAssociationArn }: v1.DeleteDomainNameAccessAssociationRequest,
): Promise<Result<void>> {
  const association = await accessAssociations.remove(uow, owner, domainNameAccessAssociationArn);
  if (!association) return fail(accessAssociationNotFound);
  await publish(owner, 'publish-domain-name', { domainId: association.domainId });
  return ok(undefined);
}
