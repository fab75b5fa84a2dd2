import { Module } from '@nestjs/common';
import { DefinitionModule } from '../definition/definition.module.js';
import { ExplanationTaker } from './explanation-taker.js';
import { ExplanationsController } from './explanations.controller.js';

/** How single requests went: taken from gateways, shown to who asks by the id of one. */
@Module({
  imports: [DefinitionModule],
  controllers: [ExplanationsController],
  providers: [ExplanationTaker],
})
export class ExplanationsModule {}
