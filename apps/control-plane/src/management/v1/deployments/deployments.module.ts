import { Module } from '@nestjs/common';
import { DeploymentsController } from './deployments.controller.js';

/** The operations on Deployments. */
@Module({ controllers: [DeploymentsController] })
export class DeploymentsModule {}
