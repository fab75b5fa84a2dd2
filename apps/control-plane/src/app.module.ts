import { Module, type DynamicModule } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { ConfigModule, type ProcessSettings } from './config.module.js';
import { DistributionModule } from './distribution/distribution.module.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { OPENAPI_DOCUMENT } from './documentation/openapi-document.js';
import { HealthController } from './health/health.controller.js';
import { DefinitionModule } from './definition/definition.module.js';
import { HttpModule } from './http/http.module.js';
import { InstallationModule } from './installation/installation.module.js';
import { managementModules } from './management/management-modules.js';
import { WireModule } from './management/wire/wire.module.js';
import { MeteringModule } from './metering/metering.module.js';
import { persistenceModules } from './persistence-modules.js';
import { StsController } from './sts/sts.controller.js';
import { TestInvocationsModule } from './test-invocations/test-invocations.module.js';

/** Everything that the control plane serves. */
@Module({})
export class AppModule {
  static of(settings: ProcessSettings, openApiDocument: () => OpenAPIObject): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(settings),
        ...persistenceModules(),
        InstallationModule,
        HttpModule,
        WireModule,
        DistributionModule,
        TestInvocationsModule,
        DefinitionModule,
        ...managementModules,
        MeteringModule,
      ],
      controllers: [HealthController, DocumentationController, StsController],
      providers: [{ provide: OPENAPI_DOCUMENT, useValue: openApiDocument }],
    };
  }
}
