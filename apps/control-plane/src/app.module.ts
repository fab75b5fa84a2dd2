import { Module, type DynamicModule } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AcmModule } from './acm/acm.module.js';
import { CapturesModule } from './captures/captures.module.js';
import { ConfigModule, type ProcessSettings } from './config.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthorizationModule } from './authorization/authorization.module.js';
import { CloudTrailModule } from './cloudtrail/cloudtrail.module.js';
import { CloudWatchModule } from './cloudwatch/cloudwatch.module.js';
import { ConsoleModule } from './console/console.module.js';
import { DeniedIdentitiesModule } from './denied-identities/denied-identities.module.js';
import { DispatchModule } from './dispatch/dispatch.module.js';
import { DistributionModule } from './distribution/distribution.module.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { OPENAPI_DOCUMENT } from './documentation/openapi-document.js';
import { ExplanationsModule } from './explanations/explanations.module.js';
import { HealthController } from './health/health.controller.js';
import { HttpModule } from './http/http.module.js';
import { IamModule } from './iam/iam.module.js';
import { LogsModule } from './logs/logs.module.js';
import { ManagementAccountModule } from './management/account/management-account.module.js';
import { ChangesModule } from './management/changes/changes.module.js';
import { StageCacheModule } from './management/stage-cache/stage-cache.module.js';
import { OpenConnectionsModule } from './management/open-connections/open-connections.module.js';
import { ManagementV1Module } from './management/v1/management-v1.module.js';
import { WireModule } from './wire/wire.module.js';
import { LocateModule } from './management/locate/locate.module.js';
import { ManagementV2Module } from './management/v2/management-v2.module.js';
import { MeteringModule } from './metering/metering.module.js';
import { MonitoringModule } from './monitoring/monitoring.module.js';
import { ObservationsModule } from './observations/observations.module.js';
import { persistenceModules } from './persistence-modules.js';
import { RolloutsModule } from './rollouts/rollouts.module.js';
import { SignInModule } from './sign-in/sign-in.module.js';
import { StsModule } from './sts/sts.module.js';
import { TestInvocationsModule } from './test-invocations/test-invocations.module.js';
import { TracesModule } from './traces/traces.module.js';

/** Everything that the control plane serves. */
@Module({})
export class AppModule {
  static of(settings: ProcessSettings, openApiDocument: () => OpenAPIObject): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(settings),
        ...persistenceModules(),
        TracesModule,
        MonitoringModule,
        HttpModule,
        AuditModule,
        AuthorizationModule,
        WireModule,
        ManagementV1Module,
        ManagementV2Module,
        LocateModule,
        ManagementAccountModule,
        ChangesModule,
        StageCacheModule,
        OpenConnectionsModule,
        RolloutsModule,
        DeniedIdentitiesModule,
        ExplanationsModule,
        CapturesModule,
        DistributionModule,
        TestInvocationsModule,
        MeteringModule,
        CloudWatchModule,
        CloudTrailModule,
        AcmModule,
        LogsModule,
        ObservationsModule,
        DispatchModule,
        IamModule,
        StsModule,
        ...(settings.config.console ? [ConsoleModule.of(settings.consoleFolder), SignInModule] : []),
      ],
      controllers: [HealthController, DocumentationController],
      providers: [{ provide: OPENAPI_DOCUMENT, useValue: openApiDocument }],
    };
  }
}
