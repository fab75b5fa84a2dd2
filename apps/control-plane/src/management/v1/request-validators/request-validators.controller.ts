import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { createRequestValidator } from './create-request-validator.js';
import { deleteRequestValidator } from './delete-request-validator.js';
import { getRequestValidator } from './get-request-validator.js';
import { getRequestValidators } from './get-request-validators.js';
import { updateRequestValidator } from './update-request-validator.js';

/** Binds the operations on RequestValidators. */
@Controller()
export class RequestValidatorsController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.CreateRequestValidator)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateRequestValidatorRequest) {
    return this.work.write((uow) => createRequestValidator(uow, owner, input));
  }

  @Operation(v1.GetRequestValidator)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetRequestValidatorRequest) {
    return this.work.read((uow) => getRequestValidator(uow, owner, input));
  }

  @Operation(v1.GetRequestValidators)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetRequestValidatorsRequest) {
    return this.work.read((uow) => getRequestValidators(uow, owner, input));
  }

  @Operation(v1.UpdateRequestValidator)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateRequestValidatorRequest) {
    return this.work.write((uow) => updateRequestValidator(uow, owner, input));
  }

  @Operation(v1.DeleteRequestValidator)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteRequestValidatorRequest) {
    return this.work.write((uow) => deleteRequestValidator(uow, owner, input));
  }
}
