import { Module } from '@nestjs/common';
import { RequestValidatorsController } from './request-validators.controller.js';

@Module({ controllers: [RequestValidatorsController] })
export class RequestValidatorsModule {}
