import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { deleteIntegration } from './delete-integration.js';
import { getIntegration } from './get-integration.js';
import { putIntegration } from './put-integration.js';
import { updateIntegration } from './update-integration.js';

@Controller()
export class IntegrationsController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.PutIntegration)
  put(@Caller() { owner }: CallerIdentity, @Input() input: v1.PutIntegrationRequest) {
    return this.work.write((uow) => putIntegration(uow, owner, input));
  }

  @Operation(v1.GetIntegration)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetIntegrationRequest) {
    return this.work.read((uow) => getIntegration(uow, owner, input));
  }

  @Operation(v1.UpdateIntegration)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateIntegrationRequest) {
    return this.work.write((uow) => updateIntegration(uow, owner, input));
  }

  @Operation(v1.DeleteIntegration)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteIntegrationRequest) {
    return this.work.write((uow) => deleteIntegration(uow, owner, input));
  }
}
