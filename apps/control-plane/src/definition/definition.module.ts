import { Global, Module } from '@nestjs/common';
import { DefinitionReads } from './definition-reads.js';
import { DefinitionWrites } from './definition-writes.js';

/** The two ways to the definition, for every noun. */
@Global()
@Module({
  providers: [DefinitionReads, DefinitionWrites],
  exports: [DefinitionReads, DefinitionWrites],
})
export class DefinitionModule {}
