import { Module, type DynamicModule } from '@nestjs/common';
import { JobRunner } from './job-runner.js';
import { MeteringUpkeep } from './metering-upkeep.js';
import { OutboxSweep } from './outbox-sweep.js';
import { Processors } from './processors/processors.js';
import { PublishAccountProcessor } from './processors/publish-account.processor.js';
import { PublishApiKeyProcessor } from './processors/publish-api-key.processor.js';
import { PublishClientCertificateProcessor } from './processors/publish-client-certificate.processor.js';
import { PublishQuotaProcessor } from './processors/publish-quota.processor.js';
import { PublishRestApiProcessor } from './processors/publish-rest-api.processor.js';
import { PublishUsagePlanProcessor } from './processors/publish-usage-plan.processor.js';
import { PublishVpcLinkProcessor } from './processors/publish-vpc-link.processor.js';
import { CONFIG, DATABASE, LOGGER, QUEUE, type Runtime } from './runtime.js';

/** Everything that the compiler worker runs. */
@Module({})
export class WorkerModule {
  static of({ config, log, database, queue }: Runtime): DynamicModule {
    return {
      module: WorkerModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: log },
        { provide: DATABASE, useValue: database },
        { provide: QUEUE, useValue: queue },
        PublishRestApiProcessor,
        PublishApiKeyProcessor,
        PublishUsagePlanProcessor,
        PublishQuotaProcessor,
        PublishClientCertificateProcessor,
        PublishVpcLinkProcessor,
        PublishAccountProcessor,
        Processors,
        JobRunner,
        OutboxSweep,
        MeteringUpkeep,
      ],
    };
  }
}
