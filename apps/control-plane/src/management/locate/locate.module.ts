import { Module } from '@nestjs/common';
import { DefinitionModule } from '../../definition/definition.module.js';
import { LocateController } from './locate.controller.js';

/** Where requests would go. */
@Module({ imports: [DefinitionModule], controllers: [LocateController] })
export class LocateModule {}
