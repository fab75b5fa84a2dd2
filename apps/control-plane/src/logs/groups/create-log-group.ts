import type { Owner } from '#libs/api-definition';
import type { logs } from '#libs/aws-wire';
import { logGroups, type UnitOfWork } from '#libs/persistence';
import { groupExists, invalidParameter } from '../refusals.js';
import { checkTags } from '../tags/check-tags.js';

/** Makes a group. What it cannot have here is refused rather than ignored. */
export async function createLogGroup(
  uow: UnitOfWork,
  owner: Owner,
  input: logs.CreateLogGroupRequest,
  nowMs: number,
): Promise<void> {
  const {
    logGroupName: name,
    kmsKeyId,
    tags = {},
    logGroupClass = 'STANDARD',
    deletionProtectionEnabled,
  } = input;
  if (/^aws\//i.test(name)) throw invalidParameter('Log groups starting with AWS/ are reserved for AWS.');
  if (kmsKeyId !== undefined)
    throw invalidParameter('Log groups encrypted with a KMS key are not supported.');
  if (logGroupClass !== 'STANDARD')
    throw invalidParameter(`Log groups of the class ${logGroupClass} are not supported.`);
  if (deletionProtectionEnabled)
    throw invalidParameter('Deletion protection of log groups is not supported.');
  checkTags(tags);
  if (!(await logGroups.create(uow, owner, { name, nowMs, tags }))) throw groupExists();
}
