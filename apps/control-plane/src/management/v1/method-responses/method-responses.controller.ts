import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { deleteMethodResponse } from './delete-method-response.js';
import { getMethodResponse } from './get-method-response.js';
import { putMethodResponse } from './put-method-response.js';
import { updateMethodResponse } from './update-method-response.js';

@Controller()
export class MethodResponsesController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
  ) {}

  @Operation(v1.PutMethodResponse)
  put(@Caller() { owner }: CallerIdentity, @Input() input: v1.PutMethodResponseRequest) {
    return this.writes.run((uow) => putMethodResponse(uow, owner, input));
  }

  @Operation(v1.GetMethodResponse)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetMethodResponseRequest) {
    return this.reads.run((uow) => getMethodResponse(uow, owner, input));
  }

  @Operation(v1.UpdateMethodResponse)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateMethodResponseRequest) {
    return this.writes.run((uow) => updateMethodResponse(uow, owner, input));
  }

  @Operation(v1.DeleteMethodResponse)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteMethodResponseRequest) {
    return this.writes.run((uow) => deleteMethodResponse(uow, owner, input));
  }
}
