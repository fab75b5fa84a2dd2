import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { NOW, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createVpcLink } from './create-vpc-link.js';
import { deleteVpcLink } from './delete-vpc-link.js';
import { getVpcLink } from './get-vpc-link.js';
import { getVpcLinks } from './get-vpc-links.js';
import { updateVpcLink } from './update-vpc-link.js';

/** Binds the operations on VPC links. */
@Controller()
export class VpcLinksController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v1.CreateVpcLink)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateVpcLinkRequest) {
    return this.work.write((uow, publish) =>
      createVpcLink(uow, publish, owner, input, this.limits, this.now()),
    );
  }

  @Operation(v1.GetVpcLink)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetVpcLinkRequest) {
    return this.work.read((uow) => getVpcLink(uow, owner, input, this.now()));
  }

  @Operation(v1.GetVpcLinks)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetVpcLinksRequest) {
    return this.work.read((uow) => getVpcLinks(uow, owner, input, this.now()));
  }

  @Operation(v1.UpdateVpcLink)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateVpcLinkRequest) {
    return this.work.write((uow) => updateVpcLink(uow, owner, input, this.now()));
  }

  @Operation(v1.DeleteVpcLink)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteVpcLinkRequest) {
    return this.work.write((uow, publish) => deleteVpcLink(uow, publish, owner, input, this.now()));
  }
}
