import type { Type } from '@nestjs/common';
import { ChangesModule } from './changes/changes.module.js';
import { AccountModule } from './v1/account/account.module.js';
import { ApiKeysModule } from './v1/api-keys/api-keys.module.js';
import { AuthorizersModule } from './v1/authorizers/authorizers.module.js';
import { BasePathMappingsModule } from './account/base-path-mappings/base-path-mappings.module.js';
import { ClientCertificatesModule } from './v1/client-certificates/client-certificates.module.js';
import { DeploymentsModule } from './v1/deployments/deployments.module.js';
import { DocumentationPartsModule } from './v1/documentation-parts/documentation-parts.module.js';
import { DocumentationVersionsModule } from './v1/documentation-versions/documentation-versions.module.js';
import { DomainNameAccessAssociationsModule } from './account/domain-name-access-associations/domain-name-access-associations.module.js';
import { DomainNamesModule } from './account/domain-names/domain-names.module.js';
import { ExportsModule } from './v1/exports/exports.module.js';
import { GatewayResponsesModule } from './v1/gateway-responses/gateway-responses.module.js';
import { IntegrationResponsesModule } from './v1/integration-responses/integration-responses.module.js';
import { IntegrationsModule } from './v1/integrations/integrations.module.js';
import { MethodResponsesModule } from './v1/method-responses/method-responses.module.js';
import { MethodsModule } from './v1/methods/methods.module.js';
import { ModelsModule } from './v1/models/models.module.js';
import { RequestValidatorsModule } from './v1/request-validators/request-validators.module.js';
import { ResourcesModule } from './v1/resources/resources.module.js';
import { RestApisModule } from './v1/rest-apis/rest-apis.module.js';
import { SdkTypesModule } from './v1/sdk-types/sdk-types.module.js';
import { StagesModule } from './v1/stages/stages.module.js';
import { TagsModule } from './account/tags/tags.module.js';
import { UsagePlanKeysModule } from './v1/usage-plan-keys/usage-plan-keys.module.js';
import { UsagePlansModule } from './v1/usage-plans/usage-plans.module.js';
import { UsageModule } from './v1/usage/usage.module.js';
import { VpcLinksModule } from './account/vpc-links/vpc-links.module.js';

/** Every noun of the management API; one line each. */
export const managementModules: readonly Type[] = [
  AccountModule,
  ApiKeysModule,
  AuthorizersModule,
  BasePathMappingsModule,
  ChangesModule,
  ClientCertificatesModule,
  DeploymentsModule,
  DocumentationPartsModule,
  DocumentationVersionsModule,
  DomainNameAccessAssociationsModule,
  DomainNamesModule,
  ExportsModule,
  GatewayResponsesModule,
  IntegrationResponsesModule,
  IntegrationsModule,
  MethodResponsesModule,
  MethodsModule,
  ModelsModule,
  RequestValidatorsModule,
  ResourcesModule,
  RestApisModule,
  SdkTypesModule,
  StagesModule,
  TagsModule,
  UsageModule,
  UsagePlanKeysModule,
  UsagePlansModule,
  VpcLinksModule,
];
