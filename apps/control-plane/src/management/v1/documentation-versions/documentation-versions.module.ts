import { Module } from '@nestjs/common';
import { DocumentationVersionsController } from './documentation-versions.controller.js';

@Module({ controllers: [DocumentationVersionsController] })
export class DocumentationVersionsModule {}
