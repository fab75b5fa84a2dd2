import { Controller, Inject } from '@nestjs/common';
import {
  CreateVpcLinkRequest,
  DeleteVpcLinkRequest,
  GetVpcLinkRequest,
  GetVpcLinksRequest,
  UpdateVpcLinkRequest,
} from '#libs/aws-wire';
import { counts } from '#libs/persistence';
import { NOW, type Runtime } from '../../../runtime.js';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { createVpcLink } from './create-vpc-link.js';
import { deleteVpcLink } from './delete-vpc-link.js';
import { getVpcLink } from './get-vpc-link.js';
import { getVpcLinks } from './get-vpc-links.js';
import { updateVpcLink } from './update-vpc-link.js';

/** Binds the operations on VPC links. */
@Controller()
export class VpcLinksController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation('CreateVpcLink')
  create(@Caller() { owner }: CallerIdentity, @Input() input: CreateVpcLinkRequest) {
    return this.writes.run(
      (uow, publish) => createVpcLink(uow, publish, owner, input, this.now()),
      counts.ofOwner('vpcLinks', owner),
    );
  }

  @Operation('GetVpcLink')
  get(@Caller() { owner }: CallerIdentity, @Input() input: GetVpcLinkRequest) {
    return this.reads.run((uow) => getVpcLink(uow, owner, input, this.now()));
  }

  @Operation('GetVpcLinks')
  list(@Caller() { owner }: CallerIdentity, @Input() input: GetVpcLinksRequest) {
    return this.reads.run((uow) => getVpcLinks(uow, owner, input, this.now()));
  }

  @Operation('UpdateVpcLink')
  update(@Caller() { owner }: CallerIdentity, @Input() input: UpdateVpcLinkRequest) {
    return this.writes.run((uow) => updateVpcLink(uow, owner, input, this.now()));
  }

  @Operation('DeleteVpcLink')
  delete(@Caller() { owner }: CallerIdentity, @Input() input: DeleteVpcLinkRequest) {
    return this.writes.run((uow, publish) => deleteVpcLink(uow, publish, owner, input, this.now()));
  }
}
