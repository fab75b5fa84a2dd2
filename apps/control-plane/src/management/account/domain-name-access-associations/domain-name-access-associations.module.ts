import { Module } from '@nestjs/common';
import { DomainNameAccessAssociationsController } from './domain-name-access-associations.controller.js';

/** The operations on access associations of private domain names. */
@Module({ controllers: [DomainNameAccessAssociationsController] })
export class DomainNameAccessAssociationsModule {}
