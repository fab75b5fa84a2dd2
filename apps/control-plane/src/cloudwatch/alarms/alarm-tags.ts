import { ok, type Owner } from '#libs/api-definition';
import type { cloudwatch } from '#libs/aws-wire';
import { alarmArn } from '#libs/cloudwatch';
import { alarms, type Alarm, type UnitOfWork } from '#libs/persistence';
import {
  invalidParameterValue,
  resourceNotFoundException,
  type CloudWatchResult,
} from '../cloudwatch-error.js';

type Tags = Readonly<Record<string, string>>;

const tagsMax = 50;

/** Tags after some were added, or were given another value. */
export function addTags(tags: Tags, added: readonly cloudwatch.Tag[]): CloudWatchResult<Tags> {
  const reserved = added.find(({ Key }) => Key.toLowerCase().startsWith('aws:'));
  if (reserved) return invalidParameterValue(`Tag keys that begin with aws: are reserved: ${reserved.Key}.`);
  const all = Object.fromEntries([
    ...Object.entries(tags),
    ...added.map(({ Key, Value }): [string, string] => [Key, Value]),
  ]);
  return Object.keys(all).length <= tagsMax
    ? ok(all)
    : invalidParameterValue(`A resource can have ${tagsMax} tags at most.`);
}

/** The alarm that an ARN names, locked. */
export async function findByArn(
  uow: UnitOfWork,
  owner: Owner,
  arn: string,
): Promise<CloudWatchResult<Alarm>> {
  const start = alarmArn(owner, '');
  const [alarm] = arn.startsWith(start) ? await alarms.lock(uow, owner, [arn.slice(start.length)]) : [];
  return alarm ? ok(alarm) : resourceNotFoundException(`There is no alarm ${arn}.`);
}

export async function tagAlarm(
  uow: UnitOfWork,
  owner: Owner,
  { ResourceARN, Tags }: cloudwatch.TagResourceInput,
): Promise<CloudWatchResult<object>> {
  const alarm = await findByArn(uow, owner, ResourceARN);
  if (!alarm.ok) return alarm;
  const tags = addTags(alarm.value.tags, Tags);
  if (!tags.ok) return tags;
  await alarms.putTags(uow, alarm.value, tags.value);
  return ok({});
}

export async function untagAlarm(
  uow: UnitOfWork,
  owner: Owner,
  { ResourceARN, TagKeys }: cloudwatch.UntagResourceInput,
): Promise<CloudWatchResult<object>> {
  const alarm = await findByArn(uow, owner, ResourceARN);
  if (!alarm.ok) return alarm;
  const left = Object.entries(alarm.value.tags).filter(([key]) => !TagKeys.includes(key));
  await alarms.putTags(uow, alarm.value, Object.fromEntries(left));
  return ok({});
}

export async function listTagsOfAlarm(
  uow: UnitOfWork,
  owner: Owner,
  { ResourceARN }: cloudwatch.ListTagsForResourceInput,
): Promise<CloudWatchResult<cloudwatch.ListTagsForResourceOutput>> {
  const alarm = await findByArn(uow, owner, ResourceARN);
  if (!alarm.ok) return alarm;
  return ok({ Tags: Object.entries(alarm.value.tags).map(([Key, Value]) => ({ Key, Value })) });
}
