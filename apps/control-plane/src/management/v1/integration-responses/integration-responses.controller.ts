import { Controller, Inject } from '@nestjs/common';
import {
  DeleteIntegrationResponseRequest,
  GetIntegrationResponseRequest,
  PutIntegrationResponseRequest,
  UpdateIntegrationResponseRequest,
} from '#libs/aws-wire';
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

  @Operation('PutIntegrationResponse')
  put(@Caller() { owner }: CallerIdentity, @Input() input: PutIntegrationResponseRequest) {
    return this.writes.run((uow) => putIntegrationResponse(uow, owner, input));
  }

  @Operation('GetIntegrationResponse')
  get(@Caller() { owner }: CallerIdentity, @Input() input: GetIntegrationResponseRequest) {
    return this.reads.run((uow) => getIntegrationResponse(uow, owner, input));
  }

  @Operation('UpdateIntegrationResponse')
  update(@Caller() { owner }: CallerIdentity, @Input() input: UpdateIntegrationResponseRequest) {
    return this.writes.run((uow) => updateIntegrationResponse(uow, owner, input));
  }

  @Operation('DeleteIntegrationResponse')
  delete(@Caller() { owner }: CallerIdentity, @Input() input: DeleteIntegrationResponseRequest) {
    return this.writes.run((uow) => deleteIntegrationResponse(uow, owner, input));
  }
}
