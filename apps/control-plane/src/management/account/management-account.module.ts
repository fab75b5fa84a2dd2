import { Module } from '@nestjs/common';
import { DefinitionModule } from '../../definition/definition.module.js';
import { InstallationModule } from '../../installation/installation.module.js';
import { BasePathMappingsController } from './base-path-mappings/base-path-mappings.controller.js';
import { DomainNameAccessAssociationsController } from './domain-name-access-associations/domain-name-access-associations.controller.js';
import { DomainNamesController } from './domain-names/domain-names.controller.js';
import { TagsController } from './tags/tags.controller.js';
import { VpcLinksController } from './vpc-links/vpc-links.controller.js';
import { TruststoreReader } from './truststores/truststore-reader.js';

/** The operations on what an account has beside its APIs, whichever version these are of. */
@Module({
  imports: [DefinitionModule, InstallationModule],
  providers: [TruststoreReader],
  controllers: [
    BasePathMappingsController,
    DomainNameAccessAssociationsController,
    DomainNamesController,
    TagsController,
    VpcLinksController,
  ],
})
export class ManagementAccountModule {}
