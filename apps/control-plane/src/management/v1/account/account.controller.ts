import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { getAccount } from './get-account.js';
import { updateAccount } from './update-account.js';

@Controller()
export class AccountController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
  ) {}

  @Operation(v1.GetAccount)
  get(@Caller() { owner }: CallerIdentity) {
    return this.reads.run((uow) => getAccount(uow, owner));
  }

  @Operation(v1.UpdateAccount)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateAccountRequest) {
    return this.writes.run((uow, publish) => updateAccount(uow, publish, owner, input));
  }
}
