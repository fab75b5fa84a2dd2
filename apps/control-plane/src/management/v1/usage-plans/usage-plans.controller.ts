import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { NOW, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createUsagePlan } from './create-usage-plan.js';
import { deleteUsagePlan } from './delete-usage-plan.js';
import { getUsagePlan } from './get-usage-plan.js';
import { getUsagePlans } from './get-usage-plans.js';
import { updateUsagePlan } from './update-usage-plan.js';

/** Binds the operations on usage plans. */
@Controller()
export class UsagePlansController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v1.CreateUsagePlan)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateUsagePlanRequest) {
    return this.work.write((uow, publish) =>
      createUsagePlan(uow, publish, owner, input, this.limits, this.now()),
    );
  }

  @Operation(v1.GetUsagePlan)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetUsagePlanRequest) {
    return this.work.read((uow) => getUsagePlan(uow, owner, input));
  }

  @Operation(v1.GetUsagePlans)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetUsagePlansRequest) {
    return this.work.read((uow) => getUsagePlans(uow, owner, input));
  }

  @Operation(v1.UpdateUsagePlan)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateUsagePlanRequest) {
    return this.work.write((uow, publish) => updateUsagePlan(uow, publish, owner, input));
  }

  @Operation(v1.DeleteUsagePlan)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteUsagePlanRequest) {
    return this.work.write((uow, publish) => deleteUsagePlan(uow, publish, owner, input));
  }
}
