import { Module } from '@nestjs/common';
import { RestApisModule } from '../rest-apis/rest-apis.module.js';
import { DocumentationPartsController } from './documentation-parts.controller.js';

@Module({ imports: [RestApisModule], controllers: [DocumentationPartsController] })
export class DocumentationPartsModule {}
