import { Controller, Inject } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
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

  @Operation(v1.PutIntegration)
  put(@Caller() { owner }: CallerIdentity, @Input() input: v1.PutIntegrationRequest) {
    return this.writes.run((uow) => putIntegration(uow, owner, input));
  }

  @Operation(v1.GetIntegration)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetIntegrationRequest) {
    return this.reads.run((uow) => getIntegration(uow, owner, input));
  }

  @Operation(v1.UpdateIntegration)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateIntegrationRequest) {
    return this.writes.run((uow) => updateIntegration(uow, owner, input));
  }

  @Operation(v1.DeleteIntegration)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteIntegrationRequest) {
    return this.writes.run((uow) => deleteIntegration(uow, owner, input));
  }
}
