import { Module } from '@nestjs/common';
import { DefinitionModule } from '../../definition/definition.module.js';
import { InstallationController } from './installation.controller.js';
import { LocateController } from './locate.controller.js';

/** Where requests would go. */
@Module({ imports: [DefinitionModule], controllers: [InstallationController, LocateController] })
export class LocateModule {}
