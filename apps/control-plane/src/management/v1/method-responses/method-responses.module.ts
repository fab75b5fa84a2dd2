import { Module } from '@nestjs/common';
import { MethodResponsesController } from './method-responses.controller.js';

@Module({ controllers: [MethodResponsesController] })
export class MethodResponsesModule {}
