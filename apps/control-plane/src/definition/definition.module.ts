import { Global, Module } from '@nestjs/common';
import { Limits } from './limits.js';
import { UnitOfWorkRunner } from './unit-of-work-runner.js';

/** The way to the definition, and how much of it there may be, for every noun. */
@Global()
@Module({ providers: [UnitOfWorkRunner, Limits], exports: [UnitOfWorkRunner, Limits] })
export class DefinitionModule {}
