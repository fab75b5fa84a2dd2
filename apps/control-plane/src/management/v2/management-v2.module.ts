import { Module } from '@nestjs/common';
import { DefinitionModule } from '../../definition/definition.module.js';
import { InstallationModule } from '../../installation/installation.module.js';
import { ApiMappingsController } from './api-mappings/api-mappings.controller.js';
import { DomainNamesV2Controller } from './domain-names/domain-names.controller.js';
import { RoutingRulesController } from './routing-rules/routing-rules.controller.js';
import { TagsV2Controller } from './tags/tags.controller.js';
import { TruststoreReader } from '../account/truststores/truststore-reader.js';

/** The operations of API Gateway V2 that are served; a line for each noun. */
@Module({
  imports: [DefinitionModule, InstallationModule],
  providers: [TruststoreReader],
  controllers: [ApiMappingsController, DomainNamesV2Controller, RoutingRulesController, TagsV2Controller],
})
export class ManagementV2Module {}
