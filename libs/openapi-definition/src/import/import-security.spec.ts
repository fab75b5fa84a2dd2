import { importDefinition, readOpenApiDocument } from '../index.js';

const security = [{ nowhere: [] }];
const get = (more: object = {}) => ({
  '/pets': { get: { responses: { 200: { description: 'ok' } }, ...more } },
});

function importing(document: object) {
  const read = readOpenApiDocument(Buffer.from(JSON.stringify(document)), {
    accountId: '123456789012',
    region: 'eu-west-1',
  });
  if (!read.ok) throw new Error(read.error.message);
  let ids = 0;
  return importDefinition(read.value, {
    restApiId: 'api1234567',
    rootResourceId: 'root123456',
    basePathMode: 'ignore',
    mode: 'overwrite',
    existing: null,
    ignoresDocumentation: false,
    failsOnWarnings: false,
    nextId: () => `id${++ids}`,
  });
}

const refusal =
  "Errors found during import:\n\tUnable to put method 'GET' on resource at path '/pets': " +
  "Invalid authorizer: security scheme 'nowhere' is not defined.";

test.each([
  ['of an operation, OpenAPI 3', { openapi: '3.0.1', paths: get({ security }) }],
  ['of an operation, Swagger 2.0', { swagger: '2.0', paths: get({ security }) }],
  ['of the document', { openapi: '3.0.1', paths: get(), security }],
  [
    'by a reference that leads nowhere',
    {
      openapi: '3.0.1',
      paths: get({ security }),
      components: { securitySchemes: { nowhere: { $ref: '#/components/securitySchemes/gone' } } },
    },
  ],
  [
    'beside one that there is',
    {
      swagger: '2.0',
      paths: get({ security: [{ key: [], nowhere: [] }] }),
      securityDefinitions: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } },
    },
  ],
])('a method with a lock is never made open: a scheme that is not defined, %s', (_, document) => {
  const result = importing(document);
  if (result.ok) throw new Error('imported');
  expect(result.error.message).toContain(refusal);
});

test('an operation that asks for nothing is open, whatever the document asks for', () => {
  expect(importing({ openapi: '3.0.1', paths: get({ security: [] }), security })).toMatchObject({ ok: true });
});

test('a method that is left open, since nothing that it asks for has an authorizer, is named', () => {
  const securityDefinitions = { oauth: { type: 'oauth2' } };
  const paths = get({ security: [{ oauth: [] }] });
  expect(importing({ swagger: '2.0', paths, securityDefinitions })).toMatchObject({
    value: {
      warnings: [
        "Unsupported security definition type 'oauth2' for 'oauth'. Ignoring.",
        "The method 'GET' for resource at path '/pets' is open: no security scheme that it asks for has an authorizer.",
      ],
    },
  });
});
