import { Injectable } from '@nestjs/common';
import type { JobName } from '#libs/queue';
import type { JobOf, Processor } from './processor.js';
import { PublishAccountProcessor } from './publish-account.processor.js';
import { PublishApiKeyProcessor } from './publish-api-key.processor.js';
import { PublishClientCertificateProcessor } from './publish-client-certificate.processor.js';
import { PublishQuotaProcessor } from './publish-quota.processor.js';
import { PublishRestApiProcessor } from './publish-rest-api.processor.js';
import { PublishUsagePlanProcessor } from './publish-usage-plan.processor.js';
import { PublishVpcLinkProcessor } from './publish-vpc-link.processor.js';

/** Which processor runs which job: the one place. */
@Injectable()
export class Processors {
  private readonly byName: { readonly [N in JobName]: Processor<N> };

  constructor(
    restApi: PublishRestApiProcessor,
    apiKey: PublishApiKeyProcessor,
    usagePlan: PublishUsagePlanProcessor,
    quota: PublishQuotaProcessor,
    clientCertificate: PublishClientCertificateProcessor,
    vpcLink: PublishVpcLinkProcessor,
    account: PublishAccountProcessor,
  ) {
    this.byName = {
      'publish-rest-api': restApi,
      'publish-api-key': apiKey,
      'publish-usage-plan': usagePlan,
      'publish-quota': quota,
      'publish-client-certificate': clientCertificate,
      'publish-vpc-link': vpcLink,
      'publish-account': account,
    };
  }

  process<N extends JobName>(job: JobOf<N>): Promise<void> {
    return this.byName[job.name].process(job);
  }
}
