import { Controller } from '@nestjs/common';
import { v1 } from '#libs/aws-wire';
import { UnitOfWorkRunner } from '../../../definition/unit-of-work-runner.js';
import { Caller } from '../../../http/caller.decorator.js';
import { Input } from '../../../wire/input.decorator.js';
import type { CallerIdentity } from '../../../http/management-request.js';
import { Operation } from '../../../wire/operation.decorator.js';
import { deleteIntegrationResponse } from './delete-integration-response.js';
import { getIntegrationResponse } from './get-integration-response.js';
import { putIntegrationResponse } from './put-integration-response.js';
import { updateIntegrationResponse } from './update-integration-response.js';

@Controller()
export class IntegrationResponsesController {
  constructor(private readonly work: UnitOfWorkRunner) {}

  @Operation(v1.PutIntegrationResponse)
  put(@Caller() { owner }: CallerIdentity, @Input() input: v1.PutIntegrationResponseRequest) {
    return this.work.write((uow) => putIntegrationResponse(uow, owner, input));
  }

  @Operation(v1.GetIntegrationResponse)
  get(@Caller() { owner }: CallerIdentity, @Input() input: v1.GetIntegrationResponseRequest) {
    return this.work.read((uow) => getIntegrationResponse(uow, owner, input));
  }

  @Operation(v1.UpdateIntegrationResponse)
  update(@Caller() { owner }: CallerIdentity, @Input() input: v1.UpdateIntegrationResponseRequest) {
    return this.work.write((uow) => updateIntegrationResponse(uow, owner, input));
  }

  @Operation(v1.DeleteIntegrationResponse)
  delete(@Caller() { owner }: CallerIdentity, @Input() input: v1.DeleteIntegrationResponseRequest) {
    return this.work.write((uow) => deleteIntegrationResponse(uow, owner, input));
  }
}
