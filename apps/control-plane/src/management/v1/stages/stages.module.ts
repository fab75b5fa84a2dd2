import { Module } from '@nestjs/common';
import { StagesController } from './stages.controller.js';

/** The operations on Stages. */
@Module({ controllers: [StagesController] })
export class StagesModule {}
