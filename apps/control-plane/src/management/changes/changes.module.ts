import { Module } from '@nestjs/common';
import { DefinitionModule } from '../../definition/definition.module.js';
import { ChangesController } from './changes.controller.js';

/** Drift, differences and history. */
@Module({ imports: [DefinitionModule], controllers: [ChangesController] })
export class ChangesModule {}
