import { Module } from '@nestjs/common';
import { InstallationModule } from '../installation/installation.module.js';
import { StsController } from './sts.controller.js';

/** The Security Token Service: who a caller is, and credentials that end. */
@Module({ imports: [InstallationModule], providers: [StsController] })
export class StsModule {}
