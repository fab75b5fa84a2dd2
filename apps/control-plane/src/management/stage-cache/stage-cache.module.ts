import { Module } from '@nestjs/common';
import { DefinitionModule } from '../../definition/definition.module.js';
import { StageCacheController } from './stage-cache.controller.js';

/** What stages cache, by which keys and to what effect; and flushes of a part of it. */
@Module({ imports: [DefinitionModule], controllers: [StageCacheController] })
export class StageCacheModule {}
