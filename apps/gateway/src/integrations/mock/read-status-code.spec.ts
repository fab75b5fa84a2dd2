import { readStatusCode } from './read-status-code.js';

test.each([
  ['{"statusCode": 200}', 200],
  ['{statusCode: 200}', 200],
  ["{'statusCode': 404}", 404],
  ['{\n  "statusCode" : 500,\n  "x": 1 }', 500],
  ['{"a": {"statusCode": 404}, "statusCode": 200}', 200],
  ['{"said": "a, statusCode: 500, b", "statusCode": 200}', 200],
  ['{"said": "\\", statusCode: 500, \\"", "statusCode": 200}', 200],
  ['{"statusCode": 200, "statusCode": 201}', 201],
  ['{"statusCode": 0}', 0],
  ['{"statusCode": -1}', -1],
  ['{"statusCode": 20}', 20],
  ['{"statusCode": 2000}', 2000],
  ['{"statusCode": 200, "list": [1, {"a": "}"}]}', 200],
  ['{"statusCode": 200,, }', 200],
  ['{statusCode: 200, super{ f}oo: [ba r]}', 200],
  ["{statusCode: 200, it's}: more", 200],
  ['{"statusCode": 200} what follows', 200],
])('%s is the status %i', (text, status) => {
  expect(readStatusCode(text)).toBe(status);
});

test.each([
  '',
  '{}',
  '200',
  '"statusCode": 200',
  '[{"statusCode": 200}]',
  '{"status": 200}',
  '{"xstatusCode": 200}',
  '{"a": {"statusCode": 404}}',
  '{"said": ",statusCode: 500,"}',
  '{"statusCode": "200"}',
  "{'statusCode': '404'}",
  '{"statusCode": [200]}',
  '{"statusCode": null}',
  '{"statusCode": true}',
  '{"statusCode": 200.5}',
  '{"statusCode": 99999999999}',
  '{"statusCode": 200 201}',
  '{"statusCode" 200}',
  '{"statusCode": 200',
  '{"statusCode": 200, {"a": 1}',
  '{"statusCode": 200, "a": [}',
  '{"statusCode\': 200}',
  "{'statusCode: 200}",
])('%s has none', (text) => {
  expect(readStatusCode(text)).toBeNull();
});

test('a text of megabytes is read in one go', () => {
  const text = '"\\" '.repeat(500_000);
  expect(readStatusCode(`{"statusCode": 200, "a": ${text}`)).toBeNull();
});
