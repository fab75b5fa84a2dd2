import { apiNameDimension, dimensionCharsMax } from './dimension-value.js';
import { countersOf, latenciesOf, metricTable } from './metric-table.js';

test('metrics of REST APIs are AWS’s, by name, unit and dimensions', () => {
  const { namespace, metrics, dimensions, detailedDimensions } = metricTable.RestApi;
  expect(namespace).toBe('AWS/ApiGateway');
  expect(Object.fromEntries(metrics.map(({ name, unit }) => [name, unit]))).toEqual({
    Count: 'Count',
    '4XXError': 'Count',
    '5XXError': 'Count',
    CacheHitCount: 'Count',
    CacheMissCount: 'Count',
    Latency: 'Milliseconds',
    IntegrationLatency: 'Milliseconds',
  });
  expect([...dimensions, ...detailedDimensions]).toEqual([
    ['ApiName'],
    ['ApiName', 'Stage'],
    ['ApiName', 'Method', 'Resource', 'Stage'],
  ]);
});

test.each(Object.entries(metricTable))('%s has each name once, and its dimensions in order', (_, set) => {
  const names = set.metrics.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const names of [...set.dimensions, ...set.detailedDimensions])
    expect(names).toEqual([...names].sort());
});

test('the places of counts and sketches are in the order of the table', () => {
  expect(countersOf('RestApi').map(({ name }) => name)).toEqual([
    'Count',
    '4XXError',
    '5XXError',
    'CacheHitCount',
    'CacheMissCount',
  ]);
  expect(latenciesOf('RestApi').map(({ name }) => name)).toEqual(['Latency', 'IntegrationLatency']);
});

test.each([
  ['Pets', 'Pets'],
  ['Bücher', 'Bcher'],
  ['本', 'a1b2'],
  ['two\nlines', 'twolines'],
  ['x'.repeat(300), 'x'.repeat(dimensionCharsMax)],
])('an API named %j is %j', (name, expected) => {
  expect(apiNameDimension(name, 'a1b2')).toBe(expected);
});
