import { Module } from '@nestjs/common';
import { ChangesController } from './changes.controller.js';

/** Drift, differences and history. */
@Module({ controllers: [ChangesController] })
export class ChangesModule {}
