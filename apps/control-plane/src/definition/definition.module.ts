import { Global, Module } from '@nestjs/common';
import { UnitOfWorkRunner } from './unit-of-work-runner.js';

/** The way to the definition, for every noun. */
@Global()
@Module({ providers: [UnitOfWorkRunner], exports: [UnitOfWorkRunner] })
export class DefinitionModule {}
