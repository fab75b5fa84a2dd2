import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { createRequestValidator } from './create-request-validator.js';
import { deleteRequestValidator } from './delete-request-validator.js';
import { getRequestValidator } from './get-request-validator.js';
import { getRequestValidators } from './get-request-validators.js';
import { updateRequestValidator } from './update-request-validator.js';

/** Binds the operations on RequestValidators. */
@Controller()
export class RequestValidatorsController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
  ) {}

  @Operation(v1.CreateRequestValidator)
  create(@Caller() { owner }: CallerIdentity, @Input() input: v1.CreateRequestValidatorRequest) {
    return this.writes.run((uow) => createRequestValidator(uow, owner, input));
  }

  @Operation(v1.GetRequestValidator)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetRequestValidatorRequest) {
    return this.reads.run((uow) => getRequestValidator(uow, owner, input));
  }

  @Operation(v1.GetRequestValidators)
  list(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetRequestValidatorsRequest) {
    return this.reads.run((uow) => getRequestValidators(uow, owner, input));
  }

  @Operation(v1.UpdateRequestValidator)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateRequestValidatorRequest) {
    return this.writes.run((uow) => updateRequestValidator(uow, owner, input));
  }

  @Operation(v1.DeleteRequestValidator)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteRequestValidatorRequest) {
    return this.writes.run((uow) => deleteRequestValidator(uow, owner, input));
  }
}
