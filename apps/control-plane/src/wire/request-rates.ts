import { v1, v2, type Operation } from '#libs/aws-wire';
import type { BucketLimit } from '#libs/rate-limits';

/** All calls of an account together (developer guide: quotas). */
export const allOperations: BucketLimit = { ratePerSecond: 10, burst: 40 };

const once = (seconds: number): BucketLimit => ({ ratePerSecond: 1 / seconds, burst: 1 });
const fivePerSecond: BucketLimit = { ratePerSecond: 5, burst: 5 };

/**
 * AWS's own rates per account for single operations (developer guide: quotas). Creating an API goes by the
 * wider of its two numbers.
 */
export const requestRates: ReadonlyMap<Operation, BucketLimit> = new Map<Operation, BucketLimit>([
  [v1.CreateApiKey, fivePerSecond],
  [v1.DeleteApiKey, fivePerSecond],
  [v1.CreateResource, fivePerSecond],
  [v1.DeleteResource, fivePerSecond],
  [v1.GetResources, { ratePerSecond: 2.5, burst: 5 }],
  [v1.PutRestApi, once(1)],
  [v1.CreateRestApi, once(3)],
  [v1.ImportRestApi, once(3)],
  [v1.CreateDeployment, once(5)],
  [v2.CreateDeployment, once(5)],
  [v2.CreateVpcLink, once(15)],
  [v2.DeleteVpcLink, once(30)],
  [v1.CreateDocumentationVersion, once(20)],
  [v1.UpdateAccount, once(20)],
  [v1.UpdateUsagePlan, once(20)],
  [v1.CreateDomainName, once(30)],
  [v1.DeleteDomainName, once(30)],
  [v1.UpdateDomainName, once(30)],
  [v2.CreateDomainName, once(30)],
  [v2.DeleteDomainName, once(30)],
  [v2.UpdateDomainName, once(30)],
  [v1.DeleteRestApi, once(30)],
  [v1.ImportDocumentationParts, once(30)],
]);
