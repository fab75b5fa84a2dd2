import type { PublishJobName } from '#libs/queue';
import { accessKeyPublisher } from './access-key.js';
import { accountPublisher } from './account.js';
import { auditHeadPublisher } from './audit-head.js';
import { apiKeyPublisher } from './api-key.js';
import { capturePublisher } from './capture.js';
import { certificatePublisher } from './certificate.js';
import { clientCertificatePublisher } from './client-certificate.js';
import { httpApiPublisher } from './http-api.js';
import { principalPublisher } from './principal.js';
import { deniedIdentityPublisher } from './denied-identity.js';
import { domainNamePublisher } from './domain-name.js';
import type { Publisher } from './publisher.js';
import { quotaPublisher } from './quota.js';
import { restApiPublisher } from './rest-api.js';
import { usagePlanPublisher } from './usage-plan.js';
import { vpcLinkPublisher } from './vpc-link.js';

/** Which publisher does which job of publishing: the one place. */
export const publishers = {
  'publish-rest-api': restApiPublisher,
  'publish-http-api': httpApiPublisher,
  'publish-api-key': apiKeyPublisher,
  'publish-usage-plan': usagePlanPublisher,
  'publish-quota': quotaPublisher,
  'publish-client-certificate': clientCertificatePublisher,
  'publish-vpc-link': vpcLinkPublisher,
  'publish-access-key': accessKeyPublisher,
  'publish-principal': principalPublisher,
  'publish-denied-identity': deniedIdentityPublisher,
  'publish-audit-head': auditHeadPublisher,
  'publish-capture': capturePublisher,
  'publish-certificate': certificatePublisher,
  'publish-domain-name': domainNamePublisher,
  'publish-account': accountPublisher,
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what one prepares is its own business
} satisfies { readonly [N in PublishJobName]: Publisher<N, any> };
