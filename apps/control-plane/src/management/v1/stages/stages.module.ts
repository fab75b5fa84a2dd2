import { Module } from '@nestjs/common';
import { CreateStage } from './create-stage.js';
import { DeleteStage } from './delete-stage.js';
import { GetStage } from './get-stage.js';
import { GetStages } from './get-stages.js';
import { StagesController } from './stages.controller.js';
import { UpdateStage } from './update-stage.js';

/** The operations on Stages. */
@Module({
  controllers: [StagesController],
  providers: [CreateStage, GetStage, GetStages, UpdateStage, DeleteStage],
})
export class StagesModule {}
