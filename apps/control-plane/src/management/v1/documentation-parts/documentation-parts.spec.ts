import {
  CreateDocumentationPartCommand,
  CreateRestApiCommand,
  DeleteDocumentationPartCommand,
  GetDocumentationPartCommand,
  GetDocumentationPartsCommand,
  ImportDocumentationPartsCommand,
  UpdateDocumentationPartCommand,
  type DocumentationPartLocation,
  type GetDocumentationPartsCommandInput,
  type ImportDocumentationPartsCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  restApiId = (await plane.client.send(new CreateRestApiCommand({ name: 'documentation' }))).id!;
});
afterAll(() => plane.close());

const properties = '{ "description": "d" }';
const create = (location: DocumentationPartLocation, text = properties, api = restApiId) =>
  plane.client.send(new CreateDocumentationPartCommand({ restApiId: api, location, properties: text }));
const get = (documentationPartId: string, api = restApiId) =>
  plane.client.send(new GetDocumentationPartCommand({ restApiId: api, documentationPartId }));
const list = async (filter: Partial<GetDocumentationPartsCommandInput> = {}) =>
  plane.client.send(new GetDocumentationPartsCommand({ restApiId, ...filter }));
const update = (documentationPartId: string, ...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateDocumentationPartCommand({ restApiId, documentationPartId, patchOperations }));
const remove = (documentationPartId: string, api = restApiId) =>
  plane.client.send(new DeleteDocumentationPartCommand({ restApiId: api, documentationPartId }));
const importBody = (body: string, input: Partial<ImportDocumentationPartsCommandInput> = {}) =>
  plane.client.send(new ImportDocumentationPartsCommand({ restApiId, body: Buffer.from(body), ...input }));
const document = (...documentationParts: object[]) =>
  JSON.stringify({ openapi: '3.0.1', 'x-amazon-apigateway-documentation': { documentationParts } });
const unknown = '404 NotFoundException: Invalid Documentation part identifier specified';
const unknownApi = '404 NotFoundException: Invalid API identifier specified 000000000000:nope';
const idPattern = expect.stringMatching(/^[a-z0-9]{6}$/) as string;

describe('201', () => {
  test('only the members that were given are shown, the properties byte for byte', async () => {
    const response = await plane.signedFetch(`/restapis/${restApiId}/documentation/parts`, {
      body: { location: { type: 'API' }, properties },
    });
    expect([response.status, await response.json()]).toEqual([
      201,
      { id: idPattern, location: { type: 'API' }, properties },
    ]);
  });
});

describe('200', () => {
  test('parts are listed in the order of their making, filtered and in pages', async () => {
    await create({ type: 'API' });
    await create({ type: 'METHOD', path: '/pets', method: 'GET' });
    await create({ type: 'MODEL', name: 'Pet' }, '{}');
    await create({ type: 'RESOURCE', path: '/pets' });
    const types = async (filter: Partial<GetDocumentationPartsCommandInput>) =>
      (await list(filter)).items!.map(({ location }) => location!.type);
    expect(await types({})).toEqual(['API', 'METHOD', 'MODEL', 'RESOURCE']);
    expect(await types({ type: 'METHOD' })).toEqual(['METHOD']);
    expect(await types({ path: '/pets' })).toEqual(['METHOD', 'RESOURCE']);
    expect(await types({ nameQuery: 'Pet' })).toEqual(['MODEL']);
    expect(await types({ locationStatus: 'UNDOCUMENTED' })).toEqual(['MODEL']);
    expect(await types({ locationStatus: 'DOCUMENTED' })).toEqual(['API', 'METHOD', 'RESOURCE']);
    const { position } = await list({ limit: 3 });
    expect(await types({ limit: 3, position })).toEqual(['RESOURCE']);
  });

  test('UpdateDocumentationPart replaces the properties', async () => {
    const { id } = await create({ type: 'API' });
    const changed = await update(id!, { op: 'replace', path: '/properties', value: '{"a":1}' });
    expect(changed).toMatchObject({ id, location: { type: 'API' }, properties: '{"a":1}' });
    expect(await get(id!)).toMatchObject({ properties: '{"a":1}' });
  });

  test('an import merges by location, or takes the place of all', async () => {
    const { id } = await create({ type: 'API' });
    const api = { location: { type: 'API' }, properties: { info: { description: 'new' } } };
    const method = { location: { type: 'METHOD', method: 'GET' }, properties: {} };
    const merged = await importBody(document(method, api));
    expect(merged).toMatchObject({ ids: [idPattern, id] });
    expect(merged.warnings).toBeUndefined();
    expect((await list()).items).toEqual([
      { id, location: { type: 'API' }, properties: '{"info":{"description":"new"}}' },
      { id: merged.ids![0], location: { type: 'METHOD', method: 'GET', path: '/' }, properties: '{}' },
    ]);
    const { ids } = await importBody(document(method), { mode: 'overwrite' });
    expect((await list()).items!.map((part) => part.id)).toEqual(ids);
  });

  test('an import takes YAML, and names what it left out', async () => {
    const yaml = [
      'swagger: "2.0"',
      'x-amazon-apigateway-documentation:',
      '  documentationParts:',
      '    - location: { type: RESPONSE, statusCode: 200 }',
      '      properties: { description: fine }',
      '    - location: { type: NOTHING }',
    ].join('\n');
    const { ids, warnings } = await importBody(yaml);
    expect(ids).toHaveLength(1);
    expect(warnings).toEqual(['Documentation part 2 was not imported: its location has no known type']);
    expect((await list()).items).toMatchObject([
      { location: { type: 'RESPONSE', path: '/', statusCode: '200' }, properties: '{"description":"fine"}' },
    ]);
  });
});

test('202: DeleteDocumentationPart', async () => {
  const { id } = await create({ type: 'API' });
  expect((await remove(id!)).$metadata.httpStatusCode).toBe(202);
  expect(await refusalOf(get(id!))).toBe(unknown);
});

describe('400', () => {
  test('a wrong type breaks a constraint of the wire', async () => {
    const location = { type: 'INVALID' } as unknown as DocumentationPartLocation;
    expect(await refusalOf(create(location))).toBe(
      "400 ValidationException: 1 validation error detected: Value 'INVALID' at 'createDocumentationPartInput.location.type' failed to satisfy constraint: Member must satisfy enum value set: [RESPONSE_BODY, RESPONSE, METHOD, MODEL, AUTHORIZER, RESPONSE_HEADER, RESOURCE, PATH_PARAMETER, REQUEST_BODY, QUERY_PARAMETER, API, REQUEST_HEADER]",
    );
  });

  test.each<[DocumentationPartLocation, string, string]>([
    [{ type: 'API', path: '/' }, properties, 'Invalid location specified: path is not valid for type API'],
    [
      { type: 'REQUEST_HEADER' },
      properties,
      'Invalid location specified: name is required for type REQUEST_HEADER',
    ],
    [
      { type: 'API' },
      'text',
      'Invalid properties specified. Documentation part properties must be a JSON map',
    ],
  ])('CreateDocumentationPart %j with %j', async (location, text, message) => {
    expect(await refusalOf(create(location, text))).toBe(`400 BadRequestException: ${message}`);
  });

  test.each<[PatchOperation, string]>([
    [
      { op: 'replace', path: '/invalidPath', value: 'x' },
      "Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/properties]",
    ],
    [
      { op: 'add', path: '/properties', value: '{}' },
      "Invalid patch path  '/properties' specified for op 'add'. Please choose supported operations",
    ],
  ])('UpdateDocumentationPart %j', async (operation, message) => {
    const { id } = await create({ type: 'API' });
    expect(await refusalOf(update(id!, operation))).toBe(`400 BadRequestException: ${message}`);
  });

  test.each(['', '{', 'just text', '\u0000', 'a: &a [*a]', 'swagger: [unclosed'])(
    'ImportDocumentationParts of %j',
    async (body) => {
      expect(await refusalOf(importBody(body))).toBe(
        '400 BadRequestException: Unable to build importer with provided input.',
      );
    },
  );

  test('ImportDocumentationParts of what would grow or nest without end', async () => {
    const bomb = ['swagger: "2.0"', 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++) {
      bomb.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    }
    for (const body of [bomb.join('\n'), `${'['.repeat(200_000)}${']'.repeat(200_000)}`]) {
      expect(await refusalOf(importBody(body))).toBe(
        '400 BadRequestException: Unable to build importer with provided input.',
      );
    }
  });

  test('failOnWarnings makes warnings a refusal, and nothing is imported', async () => {
    const body = document({ location: { type: 'API' }, properties: {} }, {});
    expect(await refusalOf(importBody(body, { failOnWarnings: true }))).toMatch(
      /^400 BadRequestException: Warnings found during import/,
    );
    expect((await list()).items).toEqual([]);
  });
});

describe('404', () => {
  test('an unknown part and an unknown RestApi give the same, but not for delete', async () => {
    const refusals = await Promise.all(
      [get('nope'), get('nope', 'nope'), update('nope'), remove('nope')].map(refusalOf),
    );
    expect(new Set(refusals)).toEqual(new Set([unknown]));
    expect(await refusalOf(remove('nope', 'nope'))).toBe(unknownApi);
  });

  test('create, list and import name the RestApi', async () => {
    const calls = [create({ type: 'API' }, properties, 'nope'), list({ restApiId: 'nope' })];
    const refusals = await Promise.all(
      [...calls, importBody(document(), { restApiId: 'nope' })].map(refusalOf),
    );
    expect(new Set(refusals)).toEqual(new Set([unknownApi]));
  });
});

test('409: one part per location, defaults counted', async () => {
  await create({ type: 'API' });
  expect(await refusalOf(create({ type: 'API' }))).toBe(
    "409 ConflictException: Documentation part already exists for the specified location: type 'API'.",
  );
  await create({ type: 'METHOD' });
  expect(await refusalOf(create({ type: 'METHOD', path: '/', method: '*' }))).toMatch(
    /^409 ConflictException: /,
  );
});
