import { Module } from '@nestjs/common';
import { IntegrationResponsesController } from './integration-responses.controller.js';

@Module({ controllers: [IntegrationResponsesController] })
export class IntegrationResponsesModule {}
