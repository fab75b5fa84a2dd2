import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DistributionModule } from '../distribution/distribution.module.js';
import { Limits } from './limits.js';
import { UnitOfWorkRunner } from './unit-of-work-runner.js';

/** The way to the definition, and how much of it there may be, for every noun. */
@Module({
  imports: [DistributionModule, AuditModule],
  providers: [UnitOfWorkRunner, Limits],
  exports: [UnitOfWorkRunner, Limits],
})
export class DefinitionModule {}
