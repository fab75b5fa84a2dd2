import { readOpenApiDocument } from './openapi-document.js';

const owner = { accountId: '123456789012', region: 'eu-west-1' };
const read = (text: string) => {
  const document = readOpenApiDocument(Buffer.from(text), owner);
  return document.ok ? document.value : document.error.message;
};

test.each([
  ['{"swagger":"2.0"}', 'swagger'],
  ['swagger: 2.0', 'swagger'],
  ['swagger: "2.0"', 'swagger'],
  ['openapi: 3.0.1', 'oas30'],
  ['openapi: 3.0', 'oas30'],
  ['---\nopenapi: 3.0.1\n---\n', 'oas30'],
  ['\ufeff{"openapi":"3.0.1"}', 'oas30'],
])('%j is %s', (text, version) => {
  expect(read(text)).toMatchObject({ version });
});

test.each([
  '',
  'x',
  '1',
  '[]',
  'null',
  '{}',
  'swagger: 1.2',
  'openapi: 2.0',
  'swagger: "2.0"\n---\nswagger: "2.0"',
  'openapi: 3.1.0',
  '{"openapi":"3.10.0"}',
  'swagger: "2.0"\nswagger: "2.0"',
  'a: b: c',
  '\t',
])('%j is refused', (text) => {
  expect(read(text)).toBe('Invalid OpenAPI input.');
});

test('YAML dates stay texts, merges are made, and tags of JavaScript are refused', () => {
  expect(read('swagger: "2.0"\na: 2012-10-17\nb: &b {c: 1}\nd: {<<: *b, e: 2}')).toMatchObject({
    root: { a: '2012-10-17', b: { c: 1 }, d: { c: 1, e: 2 } },
  });
  expect(read('swagger: "2.0"\na: !!js/function "function () {}"')).toBe('Invalid OpenAPI input.');
});

test('variables of the owner are filled in, in names and texts', () => {
  const document =
    '{"swagger":"2.0","${AWS::Region}":["${AWS::Partition}:${AWS::AccountId}/${AWS::AccountId}","${AWS::Other}"]}';
  expect(read(document)).toMatchObject({
    root: { 'eu-west-1': ['aws:123456789012/123456789012', '${AWS::Other}'] },
  });
});

test.each([
  ['swagger: "2.0"\ninfo: {title: t, version: 1.0}', '1.0'],
  ['swagger: "2.0"\ninfo:\n  version: 1.10 # soon 2\n', '1.10'],
  ['swagger: "2.0"\ninfo: {version: 2}', '2'],
  ['{"swagger": "2.0", "info": {"version": 1.0}}', '1.0'],
])('a version without quotes is what is written: %j', (text, version) => {
  expect(read(text)).toMatchObject({ root: { info: { version } } });
});
