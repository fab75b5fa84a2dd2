import { Controller, Inject } from '@nestjs/common';
import {
  CreateDeploymentRequest,
  DeleteDeploymentRequest,
  GetDeploymentRequest,
  GetDeploymentsRequest,
  UpdateDeploymentRequest,
} from '#libs/aws-wire';
import { Caller } from '../../http/caller.decorator.js';
import { Input } from '../../http/input.decorator.js';
import type { CallerIdentity } from '../../http/management-request.js';
import { Operation } from '../../http/operation.decorator.js';
import { CreateDeployment } from './create-deployment.js';
import { DeleteDeployment } from './delete-deployment.js';
import { GetDeployment } from './get-deployment.js';
import { GetDeployments } from './get-deployments.js';
import { UpdateDeployment } from './update-deployment.js';

/** Binds the operations on Deployments. */
@Controller()
export class DeploymentsController {
  constructor(
    @Inject(CreateDeployment) private readonly createDeploymentOperation: CreateDeployment,
    @Inject(GetDeployment) private readonly getDeploymentOperation: GetDeployment,
    @Inject(GetDeployments) private readonly getDeploymentsOperation: GetDeployments,
    @Inject(UpdateDeployment) private readonly updateDeploymentOperation: UpdateDeployment,
    @Inject(DeleteDeployment) private readonly deleteDeploymentOperation: DeleteDeployment,
  ) {}

  @Operation('CreateDeployment')
  createDeployment(@Input() input: CreateDeploymentRequest, @Caller() caller: CallerIdentity) {
    return this.createDeploymentOperation.run(input, caller);
  }

  @Operation('GetDeployment')
  getDeployment(@Input() input: GetDeploymentRequest, @Caller() caller: CallerIdentity) {
    return this.getDeploymentOperation.run(input, caller);
  }

  @Operation('GetDeployments')
  getDeployments(@Input() input: GetDeploymentsRequest, @Caller() caller: CallerIdentity) {
    return this.getDeploymentsOperation.run(input, caller);
  }

  @Operation('UpdateDeployment')
  updateDeployment(@Input() input: UpdateDeploymentRequest, @Caller() caller: CallerIdentity) {
    return this.updateDeploymentOperation.run(input, caller);
  }

  @Operation('DeleteDeployment')
  deleteDeployment(@Input() input: DeleteDeploymentRequest, @Caller() caller: CallerIdentity) {
    return this.deleteDeploymentOperation.run(input, caller);
  }
}
