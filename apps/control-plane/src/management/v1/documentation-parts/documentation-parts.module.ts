import { Module } from '@nestjs/common';
import { DocumentationPartsController } from './documentation-parts.controller.js';

@Module({ controllers: [DocumentationPartsController] })
export class DocumentationPartsModule {}
