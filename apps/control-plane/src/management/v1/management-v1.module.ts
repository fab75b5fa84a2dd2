import { Module } from '@nestjs/common';
import { AuthorizationModule } from '../../authorization/authorization.module.js';
import { DefinitionModule } from '../../definition/definition.module.js';
import { InstallationModule } from '../../installation/installation.module.js';
import { TestInvocationsModule } from '../../test-invocations/test-invocations.module.js';
import { AccountController } from './account/account.controller.js';
import { ApiKeysController } from './api-keys/api-keys.controller.js';
import { AuthorizersController } from './authorizers/authorizers.controller.js';
import { ClientCertificatesController } from './client-certificates/client-certificates.controller.js';
import { DeploymentsController } from './deployments/deployments.controller.js';
import { DocumentationPartsController } from './documentation-parts/documentation-parts.controller.js';
import { DocumentationVersionsController } from './documentation-versions/documentation-versions.controller.js';
import { ExportsController } from './exports/exports.controller.js';
import { GatewayResponsesController } from './gateway-responses/gateway-responses.controller.js';
import { IntegrationResponsesController } from './integration-responses/integration-responses.controller.js';
import { IntegrationsController } from './integrations/integrations.controller.js';
import { MethodResponsesController } from './method-responses/method-responses.controller.js';
import { MethodsController } from './methods/methods.controller.js';
import { ModelsController } from './models/models.controller.js';
import { RequestValidatorsController } from './request-validators/request-validators.controller.js';
import { ResourcesController } from './resources/resources.controller.js';
import { DocumentImportsModule } from '../document-imports/document-imports.module.js';
import { PutRestApi } from './rest-apis/put-rest-api.js';
import { RestApisController } from './rest-apis/rest-apis.controller.js';
import { SdkTypesController } from './sdk-types/sdk-types.controller.js';
import { StagesController } from './stages/stages.controller.js';
import { UsagePlanKeysController } from './usage-plan-keys/usage-plan-keys.controller.js';
import { UsagePlansController } from './usage-plans/usage-plans.controller.js';
import { UsageController } from './usage/usage.controller.js';

/** The operations of REST APIs (API Gateway V1); a line for each noun. */
@Module({
  imports: [
    AuthorizationModule,
    DefinitionModule,
    DocumentImportsModule,
    InstallationModule,
    TestInvocationsModule,
  ],
  controllers: [
    AccountController,
    ApiKeysController,
    AuthorizersController,
    ClientCertificatesController,
    DeploymentsController,
    DocumentationPartsController,
    DocumentationVersionsController,
    ExportsController,
    GatewayResponsesController,
    IntegrationResponsesController,
    IntegrationsController,
    MethodResponsesController,
    MethodsController,
    ModelsController,
    RequestValidatorsController,
    ResourcesController,
    RestApisController,
    SdkTypesController,
    StagesController,
    UsagePlanKeysController,
    UsagePlansController,
    UsageController,
  ],
  providers: [PutRestApi],
})
export class ManagementV1Module {}
