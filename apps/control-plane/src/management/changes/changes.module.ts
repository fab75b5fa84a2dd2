import { Module } from '@nestjs/common';
import { DefinitionModule } from '../../definition/definition.module.js';
import { ChangesController } from './changes.controller.js';
import { HttpChangesController } from './http-changes.controller.js';

/** Drift, differences and history. */
@Module({ imports: [DefinitionModule], controllers: [ChangesController, HttpChangesController] })
export class ChangesModule {}
