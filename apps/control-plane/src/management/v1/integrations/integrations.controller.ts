import { Controller, Inject } from '@nestjs/common';
import {
  DeleteIntegrationRequest,
  GetIntegrationRequest,
  PutIntegrationRequest,
  UpdateIntegrationRequest,
} from '#libs/aws-wire';
import { DefinitionReads } from '../../../definition/definition-reads.js';
import { DefinitionWrites } from '../../../definition/definition-writes.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../wire/operation.decorator.js';
import { deleteIntegration } from './delete-integration.js';
import { getIntegration } from './get-integration.js';
import { putIntegration } from './put-integration.js';
import { updateIntegration } from './update-integration.js';

@Controller()
export class IntegrationsController {
  constructor(
    @Inject(DefinitionReads) private readonly reads: DefinitionReads,
    @Inject(DefinitionWrites) private readonly writes: DefinitionWrites,
  ) {}

  @Operation('PutIntegration')
  put(@Caller() { owner }: CallerIdentity, @Input() input: PutIntegrationRequest) {
    return this.writes.run((uow) => putIntegration(uow, owner, input));
  }

  @Operation('GetIntegration')
  get(@Caller() { owner }: CallerIdentity, @Input() input: GetIntegrationRequest) {
    return this.reads.run((uow) => getIntegration(uow, owner, input));
  }

  @Operation('UpdateIntegration')
  update(@Caller() { owner }: CallerIdentity, @Input() input: UpdateIntegrationRequest) {
    return this.writes.run((uow) => updateIntegration(uow, owner, input));
  }

  @Operation('DeleteIntegration')
  delete(@Caller() { owner }: CallerIdentity, @Input() input: DeleteIntegrationRequest) {
    return this.writes.run((uow) => deleteIntegration(uow, owner, input));
  }
}
