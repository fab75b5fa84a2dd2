import { figuresInput, figuresOf, requestsInputs } from './api-figures.js';

const apis = [
  { kind: 'REST', id: 'a1', name: 'shop', description: '' },
  { kind: 'WEBSOCKET', id: 'w1', name: 'chat', description: '' },
] as const;

test('five figures of each API are asked for in one call', () => {
  const { MetricDataQueries, StartTime, EndTime } = figuresInput(apis, 7_200_001);
  expect(MetricDataQueries).toHaveLength(10);
  expect(EndTime - StartTime).toBe(3600);
  expect(MetricDataQueries[5]!.MetricStat!.Metric).toEqual({
    Namespace: 'AWS/ApiGateway',
    MetricName: 'MessageCount',
    Dimensions: [{ Name: 'ApiId', Value: 'w1' }],
  });
});

test('figures are those of the place, and nothing where nothing was', () => {
  const results = [
    { Id: 'a0m0', Values: [3, 4] },
    { Id: 'a0m1', Values: [1] },
    { Id: 'a0m3', Values: [12] },
  ];
  expect(figuresOf(results, 0)).toEqual({
    requests: 7,
    clientErrors: 1,
    serverErrors: 0,
    p50: 12,
    p99: null,
  });
  expect(figuresOf(results, 1)).toEqual({
    requests: 0,
    clientErrors: 0,
    serverErrors: 0,
    p50: null,
    p99: null,
  });
});

test('of however many APIs the requests are asked for, 500 in a call, each by its place', () => {
  const many = Array.from({ length: 1_001 }, (_, at) => ({ ...apis[0], id: `a${at}`, name: `n${at}` }));
  const inputs = requestsInputs(many, 0);
  expect(inputs.map(({ MetricDataQueries }) => MetricDataQueries.length)).toEqual([500, 500, 1]);
  expect(inputs[2]!.MetricDataQueries[0]).toMatchObject({
    Id: 'a1000m0',
    MetricStat: { Metric: { MetricName: 'Count', Dimensions: [{ Name: 'ApiName', Value: 'n1000' }] } },
  });
  expect(figuresOf([{ Id: 'a1000m0', Values: [4] }], 1_000).requests).toBe(4);
});
