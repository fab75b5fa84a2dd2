import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { deleteIntegrationResponse } from './delete-integration-response.js';
import { getIntegrationResponse } from './get-integration-response.js';
import { putIntegrationResponse } from './put-integration-response.js';
import { updateIntegrationResponse } from './update-integration-response.js';

@Controller()
export class IntegrationResponsesController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
  ) {}

  @Operation(v1.PutIntegrationResponse)
  put(@Caller() { owner }: CallerIdentity, @Input() input: v1.PutIntegrationResponseRequest) {
    return this.writes.run((uow) => putIntegrationResponse(uow, owner, input));
  }

  @Operation(v1.GetIntegrationResponse)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetIntegrationResponseRequest) {
    return this.reads.run((uow) => getIntegrationResponse(uow, owner, input));
  }

  @Operation(v1.UpdateIntegrationResponse)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateIntegrationResponseRequest) {
    return this.writes.run((uow) => updateIntegrationResponse(uow, owner, input));
  }

  @Operation(v1.DeleteIntegrationResponse)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteIntegrationResponseRequest) {
    return this.writes.run((uow) => deleteIntegrationResponse(uow, owner, input));
  }
}
