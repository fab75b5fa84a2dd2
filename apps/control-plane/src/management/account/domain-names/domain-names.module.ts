import { Module } from '@nestjs/common';
import { DomainNamesController } from './domain-names.controller.js';

/** The operations on custom domain names. */
@Module({ controllers: [DomainNamesController] })
export class DomainNamesModule {}
