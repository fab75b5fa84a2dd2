import { Controller, Inject } from '@nestjs/common';
import {
  CreateUsagePlanRequest,
  DeleteUsagePlanRequest,
  GetUsagePlanRequest,
  GetUsagePlansRequest,
  UpdateUsagePlanRequest,
} from '#libs/aws-wire';
import { Caller } from '../../http/caller.decorator.js';
import { Input } from '../../http/input.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Operation } from '../../http/operation.decorator.js';
import { CreateUsagePlan } from './create-usage-plan.js';
import { DeleteUsagePlan } from './delete-usage-plan.js';
import { GetUsagePlan } from './get-usage-plan.js';
import { GetUsagePlans } from './get-usage-plans.js';
import { UpdateUsagePlan } from './update-usage-plan.js';

/** Binds the operations on usage plans. */
@Controller()
export class UsagePlansController {
  constructor(
    @Inject(CreateUsagePlan) private readonly createUsagePlanOperation: CreateUsagePlan,
    @Inject(GetUsagePlan) private readonly getUsagePlanOperation: GetUsagePlan,
    @Inject(GetUsagePlans) private readonly getUsagePlansOperation: GetUsagePlans,
    @Inject(UpdateUsagePlan) private readonly updateUsagePlanOperation: UpdateUsagePlan,
    @Inject(DeleteUsagePlan) private readonly deleteUsagePlanOperation: DeleteUsagePlan,
  ) {}

  @Operation('CreateUsagePlan')
  createUsagePlan(@Input() input: CreateUsagePlanRequest, @Caller() caller: CallerIdentity) {
    return this.createUsagePlanOperation.run(input, caller);
  }

  @Operation('GetUsagePlan')
  getUsagePlan(@Input() input: GetUsagePlanRequest, @Caller() caller: CallerIdentity) {
    return this.getUsagePlanOperation.run(input, caller);
  }

  @Operation('GetUsagePlans')
  getUsagePlans(@Input() input: GetUsagePlansRequest, @Caller() caller: CallerIdentity) {
    return this.getUsagePlansOperation.run(input, caller);
  }

  @Operation('UpdateUsagePlan')
  updateUsagePlan(@Input() input: UpdateUsagePlanRequest, @Caller() caller: CallerIdentity) {
    return this.updateUsagePlanOperation.run(input, caller);
  }

  @Operation('DeleteUsagePlan')
  deleteUsagePlan(@Input() input: DeleteUsagePlanRequest, @Caller() caller: CallerIdentity) {
    return this.deleteUsagePlanOperation.run(input, caller);
  }
}
