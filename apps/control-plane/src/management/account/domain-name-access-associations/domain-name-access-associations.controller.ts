import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createDomainNameAccessAssociation } from './create-domain-name-access-association.js';
import { deleteDomainNameAccessAssociation } from './delete-domain-name-access-association.js';
import { getDomainNameAccessAssociations } from './get-domain-name-access-associations.js';
import { rejectDomainNameAccessAssociation } from './reject-domain-name-access-association.js';

/** Binds the operations on access associations of private domain names. */
@Controller()
export class DomainNameAccessAssociationsController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.CreateDomainNameAccessAssociation)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateDomainNameAccessAssociationRequest) {
    return this.work.write((uow, publish) => createDomainNameAccessAssociation(uow, publish, owner, input));
  }

  @Operation(v1.GetDomainNameAccessAssociations)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetDomainNameAccessAssociationsRequest) {
    return this.work.read((uow) => getDomainNameAccessAssociations(uow, owner, input));
  }

  @Operation(v1.DeleteDomainNameAccessAssociation)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteDomainNameAccessAssociationRequest) {
    return this.work.write((uow, publish) => deleteDomainNameAccessAssociation(uow, publish, owner, input));
  }

  @Operation(v1.RejectDomainNameAccessAssociation)
  reject(@Caller() { owner }: CallerIdentity, @Input() input: v1.RejectDomainNameAccessAssociationRequest) {
    return this.work.write((uow, publish) => rejectDomainNameAccessAssociation(uow, publish, owner, input));
  }
}
