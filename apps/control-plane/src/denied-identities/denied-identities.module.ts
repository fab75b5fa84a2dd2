import { Module } from '@nestjs/common';
import { DefinitionModule } from '../definition/definition.module.js';
import { DeniedIdentitiesController } from './denied-identities.controller.js';

/** Callers who are refused before their tokens or keys end. */
@Module({ imports: [DefinitionModule], controllers: [DeniedIdentitiesController] })
export class DeniedIdentitiesModule {}
