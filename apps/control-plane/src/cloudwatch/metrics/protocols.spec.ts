import { errorsAt, latenciesAt, putMetrics } from '../../testing/cloudwatch-of.js';
import { startControlPlane, type TestControlPlane } from '../../testing/start-control-plane.js';

let plane: TestControlPlane;
const hourMs = 3_600_000;
const hour = Math.floor(Date.now() / hourMs) * hourMs - 2 * hourMs;
beforeAll(async () => {
  plane = await startControlPlane();
  const told = { atMs: hour, apiName: 'shop' };
  await putMetrics(plane, [latenciesAt(told, [1, 2, 3]), errorsAt(told, 4, 1)]);
});
afterAll(() => plane?.close());

const form = (fields: Readonly<Record<string, string>>) =>
  plane.signedFetch('/', {
    method: 'POST',
    service: 'monitoring',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Version: '2010-08-01', ...fields }).toString(),
  });

// The aws-cli of Debian speaks the query protocol.
test('statistics are answered to clients that send forms, as XML', async () => {
  const response = await form({
    Action: 'GetMetricStatistics',
    Namespace: 'AWS/ApiGateway',
    MetricName: 'Latency',
    'Dimensions.member.1.Name': 'ApiName',
    'Dimensions.member.1.Value': 'shop',
    StartTime: new Date(hour).toISOString(),
    EndTime: new Date(hour + hourMs).toISOString(),
    Period: '60',
    'Statistics.member.1': 'Sum',
    'ExtendedStatistics.member.1': 'p50',
  });
  const text = (await response.text()).replace(/>\s+</g, '><');
  expect([response.status, text]).toEqual([200, expect.stringContaining('<Label>Latency</Label>')]);
  expect(text).toMatch(/<Datapoints><member>.*<Sum>6(\.0)?<\/Sum>.*<Unit>Milliseconds<\/Unit>/);
  expect(text).toMatch(
    /<ExtendedStatistics><entry><key>p50<\/key><value>2(\.0)?<\/value><\/entry><\/ExtendedStatistics>/,
  );
});

test('refusals are written in the form of the protocol', async () => {
  const response = await form({
    Action: 'GetMetricStatistics',
    Namespace: 'AWS/ApiGateway',
    MetricName: 'Latency',
    StartTime: new Date(hour).toISOString(),
    EndTime: new Date(hour + hourMs).toISOString(),
    Period: '60',
  });
  const text = await response.text();
  expect(response.status).toBe(400);
  expect(text).toContain('<Code>InvalidParameterCombination</Code>');
  const math = await form({
    Action: 'GetMetricData',
    'MetricDataQueries.member.1.Id': 'e1',
    'MetricDataQueries.member.1.Expression': 'SEARCH()',
    StartTime: new Date(hour).toISOString(),
    EndTime: new Date(hour + hourMs).toISOString(),
  });
  expect(await math.text()).toContain('<Code>ValidationError</Code>');
});
