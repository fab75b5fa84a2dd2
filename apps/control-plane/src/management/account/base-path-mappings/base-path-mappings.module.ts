import { Module } from '@nestjs/common';
import { BasePathMappingsController } from './base-path-mappings.controller.js';

/** The operations on base path mappings. */
@Module({ controllers: [BasePathMappingsController] })
export class BasePathMappingsModule {}
