import { Module } from '@nestjs/common';
import { VpcLinksController } from './vpc-links.controller.js';

/** The operations on VPC links. */
@Module({ controllers: [VpcLinksController] })
export class VpcLinksModule {}
