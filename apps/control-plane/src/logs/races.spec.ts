import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { LogClient } from '../testing/log-client.js';
import { refusalOf } from '../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
let client: LogClient;
beforeAll(async () => {
  plane = await startControlPlane();
  client = new LogClient(plane);
});
afterAll(() => plane.close());

test('events are put, groups and streams deleted at once without a fault', async () => {
  const logGroupName = await client.makeGroup('s', 't');
  const seen = new Set<string>();
  const attempt = async (call: Promise<unknown>) => {
    seen.add(
      await call.then(
        () => 'done',
        (error: unknown) => refusalOf(Promise.reject(error as Error)),
      ),
    );
  };
  for (let round = 0; round < 15; round++) {
    for (const logStreamName of ['s', 't'])
      await attempt(client.sdk.send(new CreateLogStreamCommand({ logGroupName, logStreamName })));
    await Promise.all([
      ...['s', 't', 's', 't', 's', 't'].map((name) => attempt(client.put(logGroupName, name, ['m']))),
      attempt(client.sdk.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 't' }))),
      attempt(client.sdk.send(new DeleteLogGroupCommand({ logGroupName }))),
      attempt(client.sdk.send(new CreateLogGroupCommand({ logGroupName }))),
    ]);
  }
  expect([...seen].filter((text) => !/^(done$|400 Resource)/.test(text))).toEqual([]);
});

test('events that are on their way do not bring back a group that was deleted', async () => {
  for (let round = 0; round < 15; round++) {
    const logGroupName = await client.makeGroup('s');
    const puts = Array.from({ length: 6 }, () =>
      client.put(logGroupName, 's', ['m']).then(
        () => 'done',
        (error: unknown) => refusalOf(Promise.reject(error as Error)),
      ),
    );
    await client.sdk.send(new DeleteLogGroupCommand({ logGroupName }));
    for (const outcome of await Promise.all(puts)) expect(outcome).toMatch(/^(done$|400 ResourceNotFound)/);
    const { logGroups } = await client.sdk.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
    );
    expect(logGroups!.filter((group) => group.logGroupName === logGroupName)).toEqual([]);
  }
});
