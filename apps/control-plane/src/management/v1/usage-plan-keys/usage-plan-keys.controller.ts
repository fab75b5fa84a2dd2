import { Controller, Inject } from '@nestjs/common';
import {
  CreateUsagePlanKeyRequest,
  DeleteUsagePlanKeyRequest,
  GetUsagePlanKeyRequest,
  GetUsagePlanKeysRequest,
} from '#libs/aws-wire';
import { Caller } from '../../http/caller.decorator.js';
import { Input } from '../../http/input.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Operation } from '../../http/operation.decorator.js';
import { CreateUsagePlanKey } from './create-usage-plan-key.js';
import { DeleteUsagePlanKey } from './delete-usage-plan-key.js';
import { GetUsagePlanKey } from './get-usage-plan-key.js';
import { GetUsagePlanKeys } from './get-usage-plan-keys.js';

/** Binds the operations on the API keys of usage plans. */
@Controller()
export class UsagePlanKeysController {
  constructor(
    @Inject(CreateUsagePlanKey) private readonly createUsagePlanKeyOperation: CreateUsagePlanKey,
    @Inject(GetUsagePlanKey) private readonly getUsagePlanKeyOperation: GetUsagePlanKey,
    @Inject(GetUsagePlanKeys) private readonly getUsagePlanKeysOperation: GetUsagePlanKeys,
    @Inject(DeleteUsagePlanKey) private readonly deleteUsagePlanKeyOperation: DeleteUsagePlanKey,
  ) {}

  @Operation('CreateUsagePlanKey')
  createUsagePlanKey(@Input() input: CreateUsagePlanKeyRequest, @Caller() caller: CallerIdentity) {
    return this.createUsagePlanKeyOperation.run(input, caller);
  }

  @Operation('GetUsagePlanKey')
  getUsagePlanKey(@Input() input: GetUsagePlanKeyRequest, @Caller() caller: CallerIdentity) {
    return this.getUsagePlanKeyOperation.run(input, caller);
  }

  @Operation('GetUsagePlanKeys')
  getUsagePlanKeys(@Input() input: GetUsagePlanKeysRequest, @Caller() caller: CallerIdentity) {
    return this.getUsagePlanKeysOperation.run(input, caller);
  }

  @Operation('DeleteUsagePlanKey')
  deleteUsagePlanKey(@Input() input: DeleteUsagePlanKeyRequest, @Caller() caller: CallerIdentity) {
    return this.deleteUsagePlanKeyOperation.run(input, caller);
  }
}
