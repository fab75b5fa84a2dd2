import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  ListTagsForResourceCommand,
  ListTagsLogGroupCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { LogClient } from '../../testing/log-client.js';
import { refusalOf } from '../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
let client: LogClient;
beforeAll(async () => {
  plane = await startControlPlane();
  client = new LogClient(plane);
});
afterAll(() => plane.close());

describe('log groups', () => {
  test('are made, described by prefix and pattern, and deleted', async () => {
    const name = await client.makeGroup();
    const arn = `arn:aws:logs:us-east-1:${plane.accountId}:log-group:${name}`;
    const described = {
      logGroupName: name,
      creationTime: expect.any(Number) as number,
      metricFilterCount: 0,
      arn: `${arn}:*`,
      storedBytes: 0,
      logGroupClass: 'STANDARD',
      logGroupArn: arn,
    };
    for (const choice of [
      { logGroupNamePrefix: name },
      { logGroupNamePattern: name.slice(2) },
      { logGroupIdentifiers: [arn] },
    ]) {
      const { logGroups } = await client.sdk.send(new DescribeLogGroupsCommand(choice));
      expect(logGroups).toEqual([described]);
    }
    await client.sdk.send(new DeleteLogGroupCommand({ logGroupName: name }));
    const { logGroups } = await client.sdk.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
    expect(logGroups).toEqual([]);
  });

  test('are listed in pages by name', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'].map((letter) => `paged/${letter}`);
    for (const logGroupName of [...names].reverse())
      await client.sdk.send(new CreateLogGroupCommand({ logGroupName }));
    const listed: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await client.sdk.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: 'paged/', limit: 2, nextToken }),
      );
      expect(page.logGroups!.length).toBeLessThanOrEqual(2);
      listed.push(...page.logGroups!.map(({ logGroupName }) => logGroupName));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(listed).toEqual(names);
  });

  test('keep events for the days that they are told', async () => {
    const logGroupName = await client.makeGroup();
    const retention = async () => {
      const { logGroups } = await client.sdk.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
      );
      return logGroups![0]!.retentionInDays;
    };
    await client.sdk.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 7 }));
    expect(await retention()).toBe(7);
    await client.sdk.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    expect(await retention()).toBeUndefined();
    expect(
      await refusalOf(client.sdk.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 2 }))),
    ).toMatch(
      /^400 InvalidParameterException: 1 validation error detected: Value '2' at 'retentionInDays' failed .* enum value set: \[1, 3, 5, /,
    );
  });

  test('have tags', async () => {
    const logGroupName = `tagged/${Date.now()}`;
    await client.sdk.send(new CreateLogGroupCommand({ logGroupName, tags: { team: 'a', stage: 'x' } }));
    const resourceArn = `arn:aws:logs:us-east-1:${plane.accountId}:log-group:${logGroupName}`;
    await client.sdk.send(new TagResourceCommand({ resourceArn, tags: { stage: 'y', cost: '1' } }));
    await client.sdk.send(new UntagResourceCommand({ resourceArn, tagKeys: ['team', 'other'] }));
    const tags = { stage: 'y', cost: '1' };
    expect((await client.sdk.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual(tags);
    expect((await client.sdk.send(new ListTagsLogGroupCommand({ logGroupName }))).tags).toEqual(tags);
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, '']));
    expect(await refusalOf(client.sdk.send(new TagResourceCommand({ resourceArn, tags: many(49) })))).toMatch(
      /^400 TooManyTagsException/,
    );
  });

  test('are refused when they are there, are not there, or cannot be', async () => {
    const logGroupName = await client.makeGroup();
    const absent = '/not/there';
    const missing = '400 ResourceNotFoundException: The specified log group does not exist.';
    expect(await refusalOf(client.sdk.send(new CreateLogGroupCommand({ logGroupName })))).toBe(
      '400 ResourceAlreadyExistsException: The specified log group already exists',
    );
    expect(await refusalOf(client.sdk.send(new DeleteLogGroupCommand({ logGroupName: absent })))).toBe(
      missing,
    );
    expect(
      await refusalOf(
        client.sdk.send(new PutRetentionPolicyCommand({ logGroupName: absent, retentionInDays: 1 })),
      ),
    ).toBe(missing);
    expect(await refusalOf(client.sdk.send(new FilterLogEventsCommand({ logGroupName: absent })))).toBe(
      missing,
    );
    expect(await refusalOf(client.sdk.send(new CreateLogGroupCommand({ logGroupName: 'aws/x' })))).toBe(
      '400 InvalidParameterException: Log groups starting with AWS/ are reserved for AWS.',
    );
    for (const more of [
      { kmsKeyId: 'k' },
      { logGroupClass: 'DELIVERY' as const },
      { deletionProtectionEnabled: true },
    ])
      expect(
        await refusalOf(client.sdk.send(new CreateLogGroupCommand({ logGroupName: absent, ...more }))),
      ).toMatch(/^400 InvalidParameterException: .*not supported\.$/);
  });
});
