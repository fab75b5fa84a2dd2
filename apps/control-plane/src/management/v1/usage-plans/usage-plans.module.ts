import { Module } from '@nestjs/common';
import { CreateUsagePlan } from './create-usage-plan.js';
import { DeleteUsagePlan } from './delete-usage-plan.js';
import { GetUsagePlan } from './get-usage-plan.js';
import { GetUsagePlans } from './get-usage-plans.js';
import { UpdateUsagePlan } from './update-usage-plan.js';
import { UsagePlansController } from './usage-plans.controller.js';

/** The operations on usage plans. */
@Module({
  controllers: [UsagePlansController],
  providers: [CreateUsagePlan, GetUsagePlan, GetUsagePlans, UpdateUsagePlan, DeleteUsagePlan],
})
export class UsagePlansModule {}
