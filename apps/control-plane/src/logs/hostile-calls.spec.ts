import fc from 'fast-check';
import { logs } from '#libs/aws-wire';
import { LogClient } from '../testing/log-client.js';
import { madeUpCalls } from '../testing/made-up-calls.js';
import { startControlPlane, type TestControlPlane } from '../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
  const client = new LogClient(plane);
  const group = await client.makeGroup('s', 't');
  good.logGroupName.push(group);
  good.logGroupIdentifier.push(group, `arn:aws:logs:us-east-1:${plane.accountId}:log-group:${group}`);
  good.resourceArn.push(`arn:aws:logs:us-east-1:${plane.accountId}:log-group:${group}`);
  await client.put(group, 's', ['{"a":1,"b":[{"c":"x"}]}', 'a b "c d" [e]', 'ERROR']);
});
afterAll(() => plane.close());

/** Of members, what they may be. */
const good: Record<string, unknown[]> &
  Record<'logGroupName' | 'logGroupIdentifier' | 'resourceArn', unknown[]> = {
  logGroupName: ['made'],
  logGroupIdentifier: [],
  resourceArn: [],
  logStreamName: ['s', 't', 'new'],
  logStreamNames: [['s'], ['s', 't'], ['gone']],
  logStreamNamePrefix: ['s', ''],
  logGroupNamePrefix: ['/', 'made'],
  filterPattern: ['ERROR', '{ $.a = 1 }', '[a, ..., b]', '%a+%', '-x', '{ $.b[*].c = "*" }'],
  logEvents: [[{ timestamp: Date.now(), message: 'm' }], []],
  startTime: [0, Date.now() - 100_000],
  endTime: [0, Date.now()],
  limit: [1, 50],
  retentionInDays: [1, 7],
  orderBy: ['LogStreamName', 'LastEventTime'],
  tags: [{ a: 'b' }],
  tagKeys: [['a']],
  nextToken: ['f/1/1/1', 'b/9007199254740991/9007199254740991/0', '1/1/-1', 'cw', 'MS8x'],
};

test('no call of CloudWatch Logs, however it is made up, ends in a fault of ours', async () => {
  const served = new Set<string>();
  await fc.assert(
    fc.asyncProperty(madeUpCalls(logs.operations, good), async ({ name, input }) => {
      const response = await plane.signedFetch('/', {
        method: 'POST',
        // The group that the others use stays.
        body: JSON.stringify(name === 'DeleteLogGroup' ? { ...input, logGroupName: 'made' } : input),
        headers: { 'x-amz-target': `Logs_20140328.${name}` },
        service: 'logs',
      });
      const answer = await response.text();
      expect([name, response.status < 500, answer]).toEqual([name, true, answer]);
      if (response.ok) served.add(name);
      else expect(JSON.parse(answer)).toMatchObject({ __type: expect.any(String) as string });
    }),
    { numRuns: 600 },
  );
  // With hardly any, only the front door has been knocked at.
  expect(served.size).toBeGreaterThan(5);
});
