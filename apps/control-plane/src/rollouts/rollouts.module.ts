import { Module } from '@nestjs/common';
import { DefinitionModule } from '../definition/definition.module.js';
import { DistributionModule } from '../distribution/distribution.module.js';
import { Jobs } from './jobs.js';
import { RolloutsController } from './rollouts.controller.js';

/** How far changes have come, for who made them. */
@Module({
  imports: [DefinitionModule, DistributionModule],
  controllers: [RolloutsController],
  providers: [Jobs],
})
export class RolloutsModule {}
