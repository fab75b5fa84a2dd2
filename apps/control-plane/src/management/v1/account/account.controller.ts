import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { getAccount } from './get-account.js';
import { updateAccount } from './update-account.js';

@Controller()
export class AccountController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.GetAccount)
  get(@Caller() { owner }: CallerIdentity) {
    return this.work.read((uow) => getAccount(uow, owner));
  }

  @Operation(v1.UpdateAccount)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateAccountRequest) {
    return this.work.write((uow, publish) => updateAccount(uow, publish, owner, input));
  }
}
