import { Controller, Inject } from '@nestjs/common';
import {
  fail,
  ok,
  renamedHttpVpcLink,
  vpcLinkNotFound,
  type HttpVpcLink,
  type Result,
} from '#libs/api-definition';
import { v2 } from '#libs/aws-wire';
import { httpVpcLinks } from '#libs/persistence';
import { Limits } from '../../../definition/limits.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { NOW, type Runtime } from '../../../tokens.js';
import { Input } from '../../../wire/input.decorator.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { pageOf } from '../page-of.js';
import { createVpcLink } from './create-vpc-link.js';
import { deleteVpcLink } from './delete-vpc-link.js';
import { presentVpcLink } from './vpc-link.presenter.js';

/** VPC links of version 2, for private integrations of HTTP APIs. */
@Controller()
export class VpcLinksV2Controller {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v2.CreateVpcLink)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v2.CreateVpcLinkRequest) {
    return this.work.write((uow) => createVpcLink(uow, owner, input, this.limits, this.now()));
  }

  @Operation(v2.GetVpcLink)
  get(@Caller() { owner }: CallerIdentity, @Input() { vpcLinkId }: v2.GetVpcLinkRequest) {
    return this.work.read(async (uow): Promise<Result<v2.GetVpcLinkResponse>> => {
      const link = await httpVpcLinks.find(uow, owner, vpcLinkId, this.now());
      return link ? ok(presentVpcLink(link, this.now())) : fail(vpcLinkNotFound);
    });
  }

  @Operation(v2.GetVpcLinks)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v2.GetVpcLinksRequest) {
    return this.work.read(async (uow): Promise<Result<v2.GetVpcLinksResponse>> => {
      const nowMs = this.now();
      const { items, nextToken } = await pageOf(
        input,
        (page) => httpVpcLinks.list(uow, owner, page, nowMs),
        ({ vpcLinkId }: HttpVpcLink) => vpcLinkId,
      );
      return ok({ items: items.map((link) => presentVpcLink(link, nowMs)), nextToken });
    });
  }

  @Operation(v2.UpdateVpcLink)
  update(@Caller() { owner }: CallerIdentity, @Input() { vpcLinkId, name }: v2.UpdateVpcLinkRequest) {
    return this.work.write(async (uow): Promise<Result<v2.UpdateVpcLinkResponse>> => {
      const before = await httpVpcLinks.lock(uow, owner, vpcLinkId, this.now());
      if (!before) return fail(vpcLinkNotFound);
      const link = renamedHttpVpcLink(before, name);
      if (!link.ok) return link;
      await httpVpcLinks.update(uow, link.value);
      return ok(presentVpcLink(link.value, this.now()));
    });
  }

  @Operation(v2.DeleteVpcLink)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v2.DeleteVpcLinkRequest) {
    return this.work.write((uow) => deleteVpcLink(uow, owner, input, this.now()));
  }
}
