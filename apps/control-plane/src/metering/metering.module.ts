import { Module } from '@nestjs/common';
import { LeasesController } from './leases.controller.js';
import { MeteringController } from './metering.controller.js';

/** The metering exchange with gateways, and what operators see and do of it. */
@Module({ controllers: [MeteringController, LeasesController] })
export class MeteringModule {}
