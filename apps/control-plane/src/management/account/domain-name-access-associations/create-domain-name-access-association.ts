import {
  accessAssociationExists,
  createAccessAssociation,
  fail,
  ok,
  readPrivateDomainArn,
  unknownPrivateDomain,
  type Owner,
  type Result,
} from '#libs/api-definition';
import type { v1 } from '#libs/aws-wire';
import { accessAssociations, domainNames, type UnitOfWork } from '#libs/persistence';
import type { Publish } from '../../../definition/publish.js';
import { presentAccessAssociation } from './domain-name-access-association.presenter.js';

/** CreateDomainNameAccessAssociation, with a private domain of the caller's own account. */
export async function createDomainNameAccessAssociation(
  uow: UnitOfWork,
  publish: Publish,
  owner: Owner,
  input: v1.CreateDomainNameAccessAssociationRequest,
): Promise<Result<v1.DomainNameAccessAssociation>> {
  const key = readPrivateDomainArn(input.domainNameArn, owner);
  const domain = key && (await domainNames.hold(uow, owner, key));
  if (!domain) return fail(unknownPrivateDomain);
  const created = createAccessAssociation(owner, domain, input);
  if (!created.ok) return created;
  if (!(await accessAssociations.insert(uow, domain.domainName, created.value))) {
    return fail(accessAssociationExists);
  }
  await publish(owner, 'publish-domain-name', { domainId: domain.id });
  return ok(presentAccessAssociation(created.value));
}
