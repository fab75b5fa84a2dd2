import type { DocumentationPart } from './documentation-part.js';
import { importDocumentation } from './import-documentation.js';

const existing: DocumentationPart = {
  restApiId: 'a1',
  id: 'old',
  location: { type: 'API', path: null, method: null, statusCode: null, name: null },
  properties: '{"a":1}',
};
const document = (...documentationParts: unknown[]) => ({
  swagger: '2.0',
  'x-amazon-apigateway-documentation': { version: '1', documentationParts },
});

function run(given: unknown, mode: 'merge' | 'overwrite' = 'merge') {
  let count = 0;
  return importDocumentation(given, [existing], { restApiId: 'a1', mode, nextId: () => `new${++count}` });
}

const api = { location: { type: 'API' }, properties: { b: 2 } };
const method = { location: { type: 'METHOD', method: 'GET' }, properties: '{}' };
const response = { location: { type: 'RESPONSE', statusCode: 200 }, properties: {} };

test('merge gives a part at the same place new content and keeps its id', () => {
  expect(run(document(api, method))).toMatchObject({
    ok: true,
    value: {
      ids: ['old', 'new2'],
      warnings: [],
      parts: [
        { id: 'old', properties: '{"b":2}' },
        { id: 'new2', location: { type: 'METHOD', path: '/', method: 'GET' } },
      ],
    },
  });
});

test('overwrite drops what was there', () => {
  expect(run(document(response), 'overwrite')).toMatchObject({
    ok: true,
    value: { ids: ['new1'], parts: [{ id: 'new1', location: { path: '/', statusCode: '200' } }] },
  });
});

test('parts that cannot be read are left out and named', () => {
  const bad = { location: { type: 'API', name: 'x' }, properties: {} };
  expect(run(document(bad, 7, method))).toMatchObject({
    ok: true,
    value: {
      ids: ['new3'],
      warnings: [
        'Documentation part 1 was not imported: Invalid location specified: name is not valid for type API',
        'Documentation part 2 was not imported: its location has no known type',
      ],
    },
  });
});

test.each([
  null,
  'text',
  [],
  {},
  { swagger: '2.0', 'x-amazon-apigateway-documentation': [] },
  { swagger: '2.0', 'x-amazon-apigateway-documentation': { documentationParts: {} } },
])('%j is not a document', (given) => {
  expect(run(given)).toEqual({
    ok: false,
    error: { kind: 'bad-request', message: 'Unable to build importer with provided input.' },
  });
});
