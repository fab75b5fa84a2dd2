import {
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { allowing, limitedUser } from '../testing/limited-user.js';
import { LogClient, logsOf } from '../testing/log-client.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let client: LogClient;
beforeAll(async () => {
  plane = await startControlPlane();
  client = new LogClient(plane);
});
afterAll(() => plane.close());

test('another account, and another region, sees nothing of a group', async () => {
  const logGroupName = await client.makeGroup('s');
  const stranger = logsOf({ url: plane.url, credentials: await plane.credentialsOf('999999999999') });
  const arn = `arn:aws:logs:us-east-1:${plane.accountId}:log-group:${logGroupName}`;
  for (const other of [stranger, logsOf(plane, 'eu-west-1')]) {
    expect((await other.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
    for (const naming of [{ logGroupName }, { logGroupIdentifier: arn }])
      expect(await refusalOf(other.send(new FilterLogEventsCommand(naming)))).toBe(
        '400 ResourceNotFoundException: The specified log group does not exist.',
      );
  }
});

test('a user may do what policies allow on the ARN of a group', async () => {
  const logGroupName = await client.makeGroup('s');
  const arn = `arn:aws:logs:us-east-1:${plane.accountId}:log-group:${logGroupName}`;
  const ann = await limitedUser(
    plane,
    allowing(['logs:FilterLogEvents', 'logs:GetLogEvents'], `${arn}:*`),
    allowing('logs:ListTagsForResource', arn),
  );
  const asAnn = logsOf({ url: plane.url, credentials: ann.credentials });
  await asAnn.send(new FilterLogEventsCommand({ logGroupName }));
  await asAnn.send(new GetLogEventsCommand({ logGroupIdentifier: arn, logStreamName: 's' }));
  await asAnn.send(new ListTagsForResourceCommand({ resourceArn: arn }));
  const refused = (action: string, resource: string) =>
    `400 AccessDeniedException: User: ${ann.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
  expect(await refusalOf(asAnn.send(new DescribeLogGroupsCommand({})))).toBe(
    refused('logs:DescribeLogGroups', `arn:aws:logs:us-east-1:${plane.accountId}:log-group::log-stream:`),
  );
  expect(await refusalOf(asAnn.send(new FilterLogEventsCommand({ logGroupName: '/other' })))).toBe(
    refused('logs:FilterLogEvents', `arn:aws:logs:us-east-1:${plane.accountId}:log-group:/other:log-stream:`),
  );
  expect(
    await refusalOf(
      asAnn.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName: 's',
          logEvents: [{ timestamp: client.startMs, message: 'm' }],
        }),
      ),
    ),
  ).toBe(refused('logs:PutLogEvents', `${arn}:log-stream:s`));
});

test('policies may go by tags of a group and of a request', async () => {
  const tagged = '/tagged/night';
  await client.sdk.send(new CreateLogGroupCommand({ logGroupName: tagged, tags: { team: 'night' } }));
  const other = await client.makeGroup();
  const ofTeam = (key: string) => ({ Condition: { StringEquals: { [key]: 'night' } } });
  const bob = await limitedUser(
    plane,
    allowing('logs:FilterLogEvents', '*', ofTeam('aws:ResourceTag/team')),
    allowing('logs:CreateLogGroup', '*', ofTeam('aws:RequestTag/team')),
  );
  const asBob = logsOf({ url: plane.url, credentials: bob.credentials });
  await asBob.send(new FilterLogEventsCommand({ logGroupName: tagged }));
  await asBob.send(new CreateLogGroupCommand({ logGroupName: '/tagged/more', tags: { team: 'night' } }));
  const refused = [
    () => asBob.send(new FilterLogEventsCommand({ logGroupName: other })),
    () => asBob.send(new CreateLogGroupCommand({ logGroupName: '/tagged/day', tags: { team: 'day' } })),
  ];
  for (const call of refused) expect(await refusalOf(call())).toMatch(/^400 AccessDeniedException/);
});

test('what is not served says so', async () => {
  const query = { logGroupName: 'g', startTime: 0, endTime: 1, queryString: 'fields @message' };
  expect(await refusalOf(client.sdk.send(new StartQueryCommand(query)))).toBe(
    '400 UnknownOperationException: The operation StartQuery is not served.',
  );
});
