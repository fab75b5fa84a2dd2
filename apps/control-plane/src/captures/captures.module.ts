import { Module } from '@nestjs/common';
import { DefinitionModule } from '../definition/definition.module.js';
import { InstallationModule } from '../installation/installation.module.js';
import { CapturesController } from './captures.controller.js';
import { CapturesTaker } from './captures-taker.js';

/** Requests that somebody wants to see whole. */
@Module({
  imports: [DefinitionModule, InstallationModule],
  controllers: [CapturesController],
  providers: [CapturesTaker],
})
export class CapturesModule {}
