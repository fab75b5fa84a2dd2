import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import type { Sealer } from '#libs/persistence';
import { SEALER } from '../../../tokens.js';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Limits } from '../../../definition/limits.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createUsagePlanKey } from './create-usage-plan-key.js';
import { deleteUsagePlanKey } from './delete-usage-plan-key.js';
import { getUsagePlanKey } from './get-usage-plan-key.js';
import { getUsagePlanKeys } from './get-usage-plan-keys.js';

/** Binds the operations on the API keys of usage plans. */
@Controller()
export class UsagePlanKeysController {
  constructor(
    private readonly work: UnitOfWorkRunner,
    private readonly limits: Limits,
    @Inject(SEALER) private readonly sealer: Sealer,
  ) {}

  @Operation(v1.CreateUsagePlanKey)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateUsagePlanKeyRequest) {
    const { sealer, limits } = this;
    return this.work.write((uow, publish) =>
      createUsagePlanKey(uow, publish, owner, input, { sealer, limits }),
    );
  }

  @Operation(v1.GetUsagePlanKey)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetUsagePlanKeyRequest) {
    return this.work.read((uow) => getUsagePlanKey(uow, owner, input, this.sealer));
  }

  @Operation(v1.GetUsagePlanKeys)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetUsagePlanKeysRequest) {
    return this.work.read((uow) => getUsagePlanKeys(uow, owner, input, this.sealer));
  }

  @Operation(v1.DeleteUsagePlanKey)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteUsagePlanKeyRequest) {
    return this.work.write((uow, publish) => deleteUsagePlanKey(uow, publish, owner, input));
  }
}
