import {
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
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

describe('log streams', () => {
  test('are listed by name and by their last event, in pages', async () => {
    const logGroupName = await client.makeGroup('a', 'b', 'c');
    await client.put(logGroupName, 'b', ['newest'], client.startMs + 20);
    await client.put(logGroupName, 'c', ['older', 'old'], client.startMs);
    const namesOf = async (input: object) => {
      const names: (string | undefined)[] = [];
      let nextToken: string | undefined;
      do {
        const page = await client.sdk.send(
          new DescribeLogStreamsCommand({ logGroupName, limit: 2, nextToken, ...input }),
        );
        names.push(...page.logStreams!.map(({ logStreamName }) => logStreamName));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return names;
    };
    expect(await namesOf({})).toEqual(['a', 'b', 'c']);
    expect(await namesOf({ descending: true })).toEqual(['c', 'b', 'a']);
    expect(await namesOf({ logStreamNamePrefix: 'b' })).toEqual(['b']);
    expect(await namesOf({ orderBy: 'LastEventTime', descending: true })).toEqual(['b', 'c', 'a']);
    const { logStreams } = await client.sdk.send(
      new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: 'c' }),
    );
    expect(logStreams).toEqual([
      {
        logStreamName: 'c',
        creationTime: expect.any(Number) as number,
        firstEventTimestamp: client.startMs,
        lastEventTimestamp: client.startMs + 1,
        lastIngestionTime: expect.any(Number) as number,
        arn: `arn:aws:logs:us-east-1:${plane.accountId}:log-group:${logGroupName}:log-stream:c`,
        storedBytes: 0,
      },
    ]);
  });

  test('are refused when they are there, are not there, or are asked for in two ways', async () => {
    const logGroupName = await client.makeGroup('a');
    const stream = { logGroupName, logStreamName: 'a' };
    const absent = { logGroupName, logStreamName: 'z' };
    const missing = '400 ResourceNotFoundException: The specified log stream does not exist.';
    expect(await refusalOf(client.sdk.send(new CreateLogStreamCommand(stream)))).toBe(
      '400 ResourceAlreadyExistsException: The specified log stream already exists',
    );
    for (const command of [
      new DeleteLogStreamCommand(absent),
      new GetLogEventsCommand(absent),
      new PutLogEventsCommand({ ...absent, logEvents: [{ timestamp: client.startMs, message: 'm' }] }),
      new FilterLogEventsCommand({ logGroupName, logStreamNames: ['z'] }),
    ])
      expect(await refusalOf(client.sdk.send(command as DeleteLogStreamCommand))).toBe(missing);
    expect(
      await refusalOf(
        client.sdk.send(
          new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', logStreamNamePrefix: 'a' }),
        ),
      ),
    ).toBe('400 InvalidParameterException: Cannot order by LastEventTime with a logStreamNamePrefix.');
    expect(await refusalOf(client.sdk.send(new DescribeLogStreamsCommand({})))).toBe(
      '400 InvalidParameterException: Either LogGroup name or LogGroup ARN must be specified.',
    );
    expect(
      await refusalOf(
        client.sdk.send(new DescribeLogStreamsCommand({ logGroupName, logGroupIdentifier: logGroupName })),
      ),
    ).toBe(
      '400 InvalidParameterException: LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    );
  });

  test('take their events with them', async () => {
    const logGroupName = await client.makeGroup('a', 'b');
    await client.put(logGroupName, 'a', ['gone']);
    await client.put(logGroupName, 'b', ['stays']);
    await client.sdk.send(new DeleteLogStreamCommand({ logGroupName, logStreamName: 'a' }));
    expect((await client.filter({ logGroupName })).messages).toEqual(['stays']);
    await client.sdk.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'a' }));
    expect((await client.get({ logGroupName, logStreamName: 'a' })).messages).toEqual([]);
  });
});
