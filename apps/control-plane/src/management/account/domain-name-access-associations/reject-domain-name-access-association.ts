import { accessAssociationNotFound, fail, ok, type Owner, type Result } from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { accessAssociations, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';

/**
 * RejectDomainNameAccessAssociation: the side of the domain ends an association, which must be one with that
 * domain.
 */
export async function rejectDomainNameAccessAssociation(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  { domainNameAccessAssociationArn: arn, domainNameArn }: v1.RejectDomainNameAccessAssociationRequest,
): Promise<Result<void>> {
  const association = await accessAssociations.find(uow, owner, arn);
  if (association?.domainNameArn !== domainNameArn) return fail(accessAssociationNotFound);
  if (!(await accessAssociations.remove(uow, owner, arn))) return fail(accessAssociationNotFound);
  await publish(owner, 'publish-domain-name', { domainId: association.domainId });
  return ok(undefined);
}
