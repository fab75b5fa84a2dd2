import type { OperationName } from '#libs/aws-wire';
import type { BucketLimit } from '#libs/rate-limits';

/** All calls of an account together (developer guide: quotas). */
export const allOperations: BucketLimit = { ratePerSecond: 10, burst: 40 };

const once = (seconds: number): BucketLimit => ({ ratePerSecond: 1 / seconds, burst: 1 });
const fivePerSecond: BucketLimit = { ratePerSecond: 5, burst: 5 };

/** AWS's own rates per account for single operations (developer guide: quotas). Creating an API goes by the wider of its two numbers. */
export const requestRates: Readonly<Partial<Record<OperationName, BucketLimit>>> = {
  CreateApiKey: fivePerSecond,
  DeleteApiKey: fivePerSecond,
  CreateResource: fivePerSecond,
  DeleteResource: fivePerSecond,
  GetResources: { ratePerSecond: 2.5, burst: 5 },
  PutRestApi: once(1),
  CreateRestApi: once(3),
  ImportRestApi: once(3),
  CreateDeployment: once(5),
  CreateDocumentationVersion: once(20),
  UpdateAccount: once(20),
  UpdateUsagePlan: once(20),
  CreateDomainName: once(30),
  DeleteDomainName: once(30),
  UpdateDomainName: once(30),
  DeleteRestApi: once(30),
  ImportDocumentationParts: once(30),
};
