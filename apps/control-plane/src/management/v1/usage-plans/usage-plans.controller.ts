import { Controller, Inject } from '@nestjs/common';
import {
  CreateUsagePlanRequest,
  DeleteUsagePlanRequest,
  GetUsagePlanRequest,
  GetUsagePlansRequest,
  UpdateUsagePlanRequest,
} from '#libs/aws-wire';
import { counts } from '#libs/persistence';
import { NOW, type Runtime } from '../../../runtime.js';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { createUsagePlan } from './create-usage-plan.js';
import { deleteUsagePlan } from './delete-usage-plan.js';
import { getUsagePlan } from './get-usage-plan.js';
import { getUsagePlans } from './get-usage-plans.js';
import { updateUsagePlan } from './update-usage-plan.js';

/** Binds the operations on usage plans. */
@Controller()
export class UsagePlansController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation('CreateUsagePlan')
  create(@Caller() { owner }: CallerIdentity, @Input() input: CreateUsagePlanRequest) {
    return this.writes.run(
      (uow, publish) => createUsagePlan(uow, publish, owner, input, this.now()),
      counts.ofOwner('usagePlans', owner),
    );
  }

  @Operation('GetUsagePlan')
  get(@Caller() { owner }: CallerIdentity, @Input() input: GetUsagePlanRequest) {
    return this.reads.run((uow) => getUsagePlan(uow, owner, input));
  }

  @Operation('GetUsagePlans')
  list(@Caller() { owner }: CallerIdentity, @Input() input: GetUsagePlansRequest) {
    return this.reads.run((uow) => getUsagePlans(uow, owner, input));
  }

  @Operation('UpdateUsagePlan')
  update(@Caller() { owner }: CallerIdentity, @Input() input: UpdateUsagePlanRequest) {
    return this.writes.run((uow, publish) => updateUsagePlan(uow, publish, owner, input));
  }

  @Operation('DeleteUsagePlan')
  delete(@Caller() { owner }: CallerIdentity, @Input() input: DeleteUsagePlanRequest) {
    return this.writes.run((uow, publish) => deleteUsagePlan(uow, publish, owner, input));
  }
}
