import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { deleteMethodResponse } from './delete-method-response.js';
import { getMethodResponse } from './get-method-response.js';
import { putMethodResponse } from './put-method-response.js';
import { updateMethodResponse } from './update-method-response.js';

@Controller()
export class MethodResponsesController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.PutMethodResponse)
  put(@Caller() { owner }: CallerIdentity, @Input() input: v1.PutMethodResponseRequest) {
    return this.work.write((uow) => putMethodResponse(uow, owner, input));
  }

  @Operation(v1.GetMethodResponse)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetMethodResponseRequest) {
    return this.work.read((uow) => getMethodResponse(uow, owner, input));
  }

  @Operation(v1.UpdateMethodResponse)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateMethodResponseRequest) {
    return this.work.write((uow) => updateMethodResponse(uow, owner, input));
  }

  @Operation(v1.DeleteMethodResponse)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteMethodResponseRequest) {
    return this.work.write((uow) => deleteMethodResponse(uow, owner, input));
  }
}
