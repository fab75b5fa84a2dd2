import { Module } from '@nestjs/common';
import { SdkTypesController } from './sdk-types.controller.js';

/** The operations on SDK types and the SDKs themselves. */
@Module({ controllers: [SdkTypesController] })
export class SdkTypesModule {}
