import { Module } from '@nestjs/common';
import { DocumentImports } from './document-imports.js';

/** One reader of documents for the imports of both versions: large ones wait for one another. */
@Module({ providers: [DocumentImports], exports: [DocumentImports] })
export class DocumentImportsModule {}
