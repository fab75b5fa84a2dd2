import { readStatusCode } from './mock.js';

test.each([
  ['{"statusCode": 200}', 200],
  ['{statusCode: 200}', 200],
  ["{'statusCode': '404'}", 404],
  ['{\n  "statusCode" : 500,\n  "x": 1 }', 500],
  ['{"a": 1, "statusCode": "201"}', 201],
  ['{"a": {"statusCode": 404}, "statusCode": 200}', 200],
  ['{"said": "a, statusCode: 500, b", "statusCode": 200}', 200],
  ['{"statusCode": 200, "statusCode": 201}', 201],
])('%s is the status %i', (text, status) => {
  expect(readStatusCode(text)).toBe(status);
});

test.each([
  '',
  '{}',
  '200',
  '{"status": 200}',
  '{"xstatusCode": 200}',
  '{"a": {"statusCode": 404}}',
  '{"said": ",statusCode: 500,"}',
  '{"statusCode": [200]}',
  '{"statusCode": null}',
  '{"statusCode": 20}',
  '{"statusCode": 2000}',
])('%s has none', (text) => {
  expect(readStatusCode(text)).toBeNull();
});
