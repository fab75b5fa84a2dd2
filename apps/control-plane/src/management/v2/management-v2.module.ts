import { Module } from '@nestjs/common';
import { AuthorizationModule } from '../../authorization/authorization.module.js';
import { DefinitionModule } from '../../definition/definition.module.js';
import { InstallationModule } from '../../installation/installation.module.js';
import { ApisController } from './apis/apis.controller.js';
import { ApiMappingsController } from './api-mappings/api-mappings.controller.js';
import { AuthorizersV2Controller } from './authorizers/authorizers.controller.js';
import { BelowApi } from './below-api/below-api.js';
import { DeploymentsV2Controller } from './deployments/deployments.controller.js';
import { DocumentImportsModule } from '../document-imports/document-imports.module.js';
import { DomainNamesV2Controller } from './domain-names/domain-names.controller.js';
import { HttpImportsController } from './imports/http-imports.controller.js';
import { ReimportApi } from './imports/reimport-api.js';
import { IntegrationResponsesV2Controller } from './integration-responses/integration-responses.controller.js';
import { IntegrationsV2Controller } from './integrations/integrations.controller.js';
import { ModelsV2Controller } from './models/models.controller.js';
import { RouteResponsesController } from './route-responses/route-responses.controller.js';
import { RoutesController } from './routes/routes.controller.js';
import { RoutingRulesController } from './routing-rules/routing-rules.controller.js';
import { StagesV2Controller } from './stages/stages.controller.js';
import { TagsV2Controller } from './tags/tags.controller.js';
import { VpcLinksV2Controller } from './vpc-links/vpc-links.controller.js';
import { TruststoreReader } from '../account/truststores/truststore-reader.js';

/** The operations of API Gateway V2 that are served; a line for each noun. */
@Module({
  imports: [AuthorizationModule, DefinitionModule, DocumentImportsModule, InstallationModule],
  providers: [BelowApi, ReimportApi, TruststoreReader],
  controllers: [
    ApisController,
    ApiMappingsController,
    AuthorizersV2Controller,
    DeploymentsV2Controller,
    DomainNamesV2Controller,
    HttpImportsController,
    IntegrationResponsesV2Controller,
    IntegrationsV2Controller,
    ModelsV2Controller,
    RouteResponsesController,
    RoutesController,
    RoutingRulesController,
    StagesV2Controller,
    TagsV2Controller,
    VpcLinksV2Controller,
  ],
})
export class ManagementV2Module {}
