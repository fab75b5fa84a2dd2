import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { InstallationModule } from '../installation/installation.module.js';
import { IntakeGate } from './intake-gate.js';
import { ObservationIntake } from './observation-intake.js';
import { ObservationReportsController } from './observation-reports.controller.js';
import { ObservationTakers } from './observation-takers.js';
import { ObservationsController } from './observations.controller.js';

/** The way in of what happened on gateways. Who keeps it is found by `@TakesObservations`, in any module. */
@Module({
  imports: [DiscoveryModule, InstallationModule],
  controllers: [ObservationsController, ObservationReportsController],
  providers: [ObservationIntake, IntakeGate, ObservationTakers],
})
export class ObservationsModule {}
