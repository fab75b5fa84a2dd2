import { Module } from '@nestjs/common';
import { RestApisController } from './rest-apis.controller.js';

@Module({ controllers: [RestApisController] })
export class RestApisModule {}
