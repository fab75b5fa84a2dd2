import { Module } from '@nestjs/common';
import { DocumentImports } from './document-imports/document-imports.js';
import { PutRestApi } from './put-rest-api.js';
import { RestApisController } from './rest-apis.controller.js';

@Module({
  controllers: [RestApisController],
  providers: [DocumentImports, PutRestApi],
  exports: [DocumentImports],
})
export class RestApisModule {}
