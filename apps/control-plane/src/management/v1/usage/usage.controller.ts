import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { GetUsage } from './get-usage.js';
import { UpdateUsage } from './update-usage.js';

/** Binds the operations on usage. */
@Controller()
export class UsageController {
  constructor(
    private readonly getUsageOperation: GetUsage,
    private readonly updateUsageOperation: UpdateUsage,
  ) {}

  @Operation(v1.GetUsage)
  getUsage(@Input() input: v1.GetUsageRequest, @Caller() caller: CallerIdentity) {
    return this.getUsageOperation.run(input, caller);
  }

  @Operation(v1.UpdateUsage)
  updateUsage(@Input() input: v1.UpdateUsageRequest, @Caller() caller: CallerIdentity) {
    return this.updateUsageOperation.run(input, caller);
  }
}
