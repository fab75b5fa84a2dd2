import { GetLogEventsCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
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

const lines = (count: number, prefix = 'line') =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index}`);

describe('PutLogEvents', () => {
  test('leaves out what is too old or too new, and says so', async () => {
    const logGroupName = await client.makeGroup('s');
    const hour = 3_600_000;
    const now = Date.now();
    const times = [now - 15 * 24 * hour, now - hour, now, now + 3 * hour];
    const logEvents = times.map((timestamp, index) => ({ timestamp, message: `m${index}` }));
    const { rejectedLogEventsInfo } = await client.sdk.send(
      new PutLogEventsCommand({ logGroupName, logStreamName: 's', logEvents }),
    );
    expect(rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1, tooNewLogEventStartIndex: 3 });
    expect((await client.filter({ logGroupName })).messages).toEqual(['m1', 'm2']);
  });

  test('keeps any text, and spans of hours', async () => {
    const logGroupName = await client.makeGroup('s');
    const messages = ['nul \0', 'é 😀', ' blanks ', '{"a":"b\\n"}', 'x'.repeat(300_000)];
    await client.put(logGroupName, 's', messages);
    const wide = [20, 10, 0].map((hours) => ({
      timestamp: client.startMs - hours * 3_600_000 - 1,
      message: `-${hours}`,
    }));
    await client.sdk.send(new PutLogEventsCommand({ logGroupName, logStreamName: 's', logEvents: wide }));
    expect((await client.get({ logGroupName, logStreamName: 's', startFromHead: true })).messages).toEqual([
      '-20',
      '-10',
      '-0',
      ...messages,
    ]);
  });
});

test('a batch as large as can be is taken, however much longer it is as JSON', async () => {
  const logGroupName = await client.makeGroup('s');
  const message = '\u0001'.repeat(104_000);
  await client.put(logGroupName, 's', Array(10).fill(message));
  const { messages } = await client.get({ logGroupName, logStreamName: 's', startFromHead: true });
  expect(messages).toEqual(Array(10).fill(message));
});

describe('GetLogEvents', () => {
  test('goes forward from the head, and its last token finds what comes later', async () => {
    const logGroupName = await client.makeGroup('s', 'other');
    const stream = { logGroupName, logStreamName: 's' };
    await client.put(logGroupName, 's', lines(5));
    await client.put(logGroupName, 'other', lines(5, 'other'));
    const first = await client.get({ ...stream, limit: 3, startFromHead: true });
    expect(first.messages).toEqual(['line 0', 'line 1', 'line 2']);
    const second = await client.get({ ...stream, limit: 3, nextToken: first.nextForwardToken });
    expect(second.messages).toEqual(['line 3', 'line 4']);
    const end = await client.get({ ...stream, nextToken: second.nextForwardToken });
    expect([end.messages, end.nextForwardToken]).toEqual([[], second.nextForwardToken]);
    await client.put(logGroupName, 's', ['later'], client.startMs + 10);
    expect((await client.get({ ...stream, nextToken: end.nextForwardToken })).messages).toEqual(['later']);
  });

  test('goes backward from the end, and its last token stays the same', async () => {
    const logGroupName = await client.makeGroup('s');
    const stream = { logGroupName, logStreamName: 's' };
    await client.put(logGroupName, 's', lines(5));
    const last = await client.get({ ...stream, limit: 3 });
    expect(last.messages).toEqual(['line 2', 'line 3', 'line 4']);
    const first = await client.get({ ...stream, limit: 3, nextToken: last.nextBackwardToken });
    expect(first.messages).toEqual(['line 0', 'line 1']);
    const end = await client.get({ ...stream, nextToken: first.nextBackwardToken });
    expect([end.messages, end.nextBackwardToken]).toEqual([[], first.nextBackwardToken]);
    expect((await client.get({ ...stream, nextToken: first.nextForwardToken })).messages).toEqual([
      'line 2',
      'line 3',
      'line 4',
    ]);
  });

  test('leaves its end time out', async () => {
    const logGroupName = await client.makeGroup('s');
    await client.put(logGroupName, 's', lines(5));
    const { messages } = await client.get({
      logGroupName,
      logStreamName: 's',
      startTime: client.startMs + 1,
      endTime: client.startMs + 3,
    });
    expect(messages).toEqual(['line 1', 'line 2']);
  });

  test('of an empty stream gives tokens that find what comes', async () => {
    const logGroupName = await client.makeGroup('s');
    const stream = { logGroupName, logStreamName: 's' };
    const empty = await client.get(stream);
    expect(empty.messages).toEqual([]);
    await client.put(logGroupName, 's', ['first']);
    expect((await client.get({ ...stream, nextToken: empty.nextForwardToken })).messages).toEqual(['first']);
  });

  test('refuses tokens that are none', async () => {
    const logGroupName = await client.makeGroup('s');
    for (const nextToken of ['x', 'f/', 'f/1/2', 'f/9999999999999999999/1/1', 'g/1/2/3'])
      expect(
        await refusalOf(
          client.sdk.send(new GetLogEventsCommand({ logGroupName, logStreamName: 's', nextToken })),
        ),
      ).toBe('400 InvalidParameterException: The specified nextToken is invalid.');
  });
});
