import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
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

describe('FilterLogEvents', () => {
  test('gives the events of all streams in the order of their times, each once over its pages', async () => {
    const logGroupName = await client.makeGroup('a', 'b');
    await client.put(logGroupName, 'a', ['a0', 'a1', 'a2'], client.startMs);
    await client.put(logGroupName, 'b', ['b0', 'b1'], client.startMs + 1);
    const messages: (string | undefined)[] = [];
    const ids = new Set<string | undefined>();
    let nextToken: string | undefined;
    do {
      const page = await client.filter({ logGroupName, limit: 2, nextToken });
      messages.push(...page.messages);
      for (const { eventId } of page.events) ids.add(eventId);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(messages).toEqual(['a0', 'a1', 'b0', 'a2', 'b1']);
    expect(ids.size).toBe(5);
  });

  test('chooses streams by name and prefix, and times with both ends', async () => {
    const logGroupName = await client.makeGroup('a1', 'a2', 'b');
    for (const stream of ['a1', 'a2', 'b'])
      await client.put(
        logGroupName,
        stream,
        [0, 1, 2].map((n) => `${stream}-${n}`),
      );
    expect(
      (await client.filter({ logGroupName, logStreamNames: ['b', 'a2'], endTime: client.startMs })).messages,
    ).toEqual(['a2-0', 'b-0']);
    expect(
      (await client.filter({ logGroupName, logStreamNamePrefix: 'a', startTime: client.startMs + 2 }))
        .messages,
    ).toEqual(['a1-2', 'a2-2']);
    expect(
      await refusalOf(
        client.sdk.send(
          new FilterLogEventsCommand({ logGroupName, logStreamNames: ['b'], logStreamNamePrefix: 'a' }),
        ),
      ),
    ).toBe(
      '400 InvalidParameterException: logStreamNamePrefix and logStreamNames are mutually exclusive parameters.',
    );
  });

  test('matches patterns, and says what is wrong with one', async () => {
    const logGroupName = await client.makeGroup('s');
    await client.put(logGroupName, 's', [
      '{"status":500,"path":"/pets/1"}',
      '{"status":"502","path":"/cats"}',
      '{"status":200,"path":"/pets/2"}',
      '10.0.0.1 ann GET 404 17',
      'ERROR timed out',
    ]);
    const matched = async (filterPattern: string) =>
      (await client.filter({ logGroupName, filterPattern })).messages.length;
    expect(await matched('{ $.status = 5* && $.path = "/pets/*" }')).toBe(1);
    expect(await matched('{ $.status >= 500 }')).toBe(2);
    expect(await matched('[ip, ..., status = 4*, bytes > 10]')).toBe(1);
    expect(await matched('ERROR -refused')).toBe(1);
    expect(await matched('%"path":"/[a-z]+s%'.replaceAll('"', '\\x22'))).toBe(3);
    expect(await matched('')).toBe(5);
    for (const [filterPattern, why] of [
      ['{ $.a = 1', "If a filter pattern starts with '{' it must end with '}'"],
      ['a:b', "Invalid character(s) in term ':'"],
      ['{ $.a }', 'Invalid filter pattern'],
    ])
      expect(
        await refusalOf(client.sdk.send(new FilterLogEventsCommand({ logGroupName, filterPattern }))),
      ).toBe(`400 InvalidParameterException: ${why}`);
  });

  test('pages by bytes', async () => {
    const logGroupName = await client.makeGroup('s');
    for (const index of [0, 1, 2])
      await client.put(logGroupName, 's', [String(index).repeat(600_000)], client.startMs + index);
    const sizes: number[] = [];
    let nextToken: string | undefined;
    do {
      const page = await client.filter({ logGroupName, nextToken });
      sizes.push(page.messages.length);
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(sizes.filter((size) => size > 0)).toEqual([1, 1, 1]);
  });
});
