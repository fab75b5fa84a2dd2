import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { NOW, type Runtime } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { getUsage } from './get-usage.js';
import { updateUsage } from './update-usage.js';

/** Binds the operations on usage. */
@Controller()
export class UsageController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    @Inject(NOW) private readonly now: Runtime['now'],
  ) {}

  @Operation(v1.GetUsage)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetUsageRequest) {
    return this.work.read((uow) => getUsage(uow, owner, input, this.now()));
  }

  @Operation(v1.UpdateUsage)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateUsageRequest) {
    return this.work.write((uow, publish) => updateUsage(uow, publish, owner, input, this.now()));
  }
}
