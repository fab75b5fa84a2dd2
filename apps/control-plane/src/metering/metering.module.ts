import { Module } from '@nestjs/common';
import { DefinitionModule } from '../definition/definition.module.js';
import { InstallationModule } from '../installation/installation.module.js';
import { LeasesController } from './leases.controller.js';
import { MeteringController } from './metering.controller.js';
import { UsageReportsController } from './reports/usage-reports.controller.js';

/** The metering exchange with gateways, and what operators see and do of it. */
@Module({
  imports: [InstallationModule, DefinitionModule],
  controllers: [MeteringController, LeasesController, UsageReportsController],
})
export class MeteringModule {}
