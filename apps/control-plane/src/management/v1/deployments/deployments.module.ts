import { Module } from '@nestjs/common';
import { CreateDeployment } from './create-deployment.js';
import { DeleteDeployment } from './delete-deployment.js';
import { DeploymentsController } from './deployments.controller.js';
import { GetDeployment } from './get-deployment.js';
import { GetDeployments } from './get-deployments.js';
import { UpdateDeployment } from './update-deployment.js';

/** The operations on Deployments. */
@Module({
  controllers: [DeploymentsController],
  providers: [CreateDeployment, GetDeployment, GetDeployments, UpdateDeployment, DeleteDeployment],
})
export class DeploymentsModule {}
