import type { Owner } from '#libs/api-definition';
import type { logs } from '#libs/aws-wire';
import { logGroups, type UnitOfWork } from '#libs/persistence';
import { boundInputOf } from './bound-input.js';
import { requestTags, tagValues, type ContextValues } from './context-values.js';
import type { AuthorizedCall, Permission } from './permission.js';

/**
 * `logs:<Operation>` on the group, or the stream, that it is about (Service Authorization Reference: Amazon
 * CloudWatch Logs). The ARN of a group has `:log-stream:` at its end, so that policies mean it by `NAME:*`.
 */
export function logsPermissions(call: AuthorizedCall): readonly Permission[] {
  const name = call.operation!.name as logs.OperationName;
  // One that cannot be read is about no group that there is: it ends in a 400, or here.
  const input = (boundInputOf(call) ?? {}) as Input;
  const given = () => ({
    ...requestTags(Object.entries(input.tags ?? {})),
    ...(input.tagKeys && { 'aws:tagkeys': input.tagKeys }),
  });
  const { owner } = call.caller;
  const resource = subjects[name](input, owner);
  return [{ action: `logs:${name}`, resource, given, stored: (uow) => tagsOf(uow, owner, resource) }];
}

/** Those of the group that is there; what is made now has none. */
async function tagsOf(uow: UnitOfWork, owner: Owner, resource: string): Promise<ContextValues> {
  const prefix = groupArn(owner, '');
  if (!resource.startsWith(prefix)) return {};
  const found = await logGroups.find(uow, owner, resource.slice(prefix.length).replace(/:.*$/s, ''));
  return tagValues('aws:resourcetag/', Object.entries(found?.tags ?? {}));
}

/** Members of inputs that name what an operation is about. */
interface Input {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
  readonly logStreamName?: string;
  readonly resourceArn?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly tagKeys?: readonly string[];
}

type Subject = (input: Input, owner: Owner) => string;

const groupArn = ({ region, accountId }: Owner, group: string): string =>
  `arn:aws:logs:${region}:${accountId}:log-group:${group}`;

/** An ARN names whatever it says, its own account and region too. */
const named = ({ logGroupName, logGroupIdentifier = '' }: Input, owner: Owner): string => {
  if (logGroupName === undefined && logGroupIdentifier.startsWith('arn:'))
    return logGroupIdentifier.replace(/:\*$/, '');
  return groupArn(owner, logGroupName ?? logGroupIdentifier);
};

const group: Subject = (input, owner) => `${named(input, owner)}:log-stream:`;
const stream: Subject = (input, owner) => `${group(input, owner)}${input.logStreamName ?? ''}`;
const everyGroup: Subject = (_, owner) => `${groupArn(owner, '')}:log-stream:`;
const tagged: Subject = ({ resourceArn = '' }) => resourceArn.replace(/:\*$/, '');

const subjects: Readonly<Record<logs.OperationName, Subject>> = {
  CreateLogGroup: group,
  CreateLogStream: group,
  DeleteLogGroup: group,
  DeleteLogStream: stream,
  DeleteRetentionPolicy: group,
  DescribeLogGroups: everyGroup,
  DescribeLogStreams: group,
  FilterLogEvents: group,
  GetLogEvents: stream,
  ListTagsForResource: tagged,
  ListTagsLogGroup: group,
  PutLogEvents: stream,
  PutRetentionPolicy: group,
  TagResource: tagged,
  UntagResource: tagged,
};
