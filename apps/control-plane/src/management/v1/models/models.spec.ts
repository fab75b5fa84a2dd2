import {
  CreateModelCommand,
  CreateRestApiCommand,
  DeleteModelCommand,
  GetModelCommand,
  GetModelsCommand,
  GetModelTemplateCommand,
  PutMethodCommand,
  PutMethodResponseCommand,
  UpdateModelCommand,
  type CreateModelCommandInput,
  type PatchOperation,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
let restApiId: string;
let resourceId: string;
beforeAll(async () => {
  plane = await startControlPlane();
});
beforeEach(async () => {
  const restApi = await plane.client.send(new CreateRestApiCommand({ name: 'models' }));
  [restApiId, resourceId] = [restApi.id!, restApi.rootResourceId!];
});
afterAll(() => plane.close());

const schema = '{"type":"object"}';
const create = (input: Partial<CreateModelCommandInput> = {}) =>
  plane.client.send(
    new CreateModelCommand({ restApiId, name: 'Pet', contentType: 'application/json', schema, ...input }),
  );
const get = (modelName = 'Pet', flatten?: boolean) =>
  plane.client.send(new GetModelCommand({ restApiId, modelName, flatten }));
const update = (...patchOperations: PatchOperation[]) =>
  plane.client.send(new UpdateModelCommand({ restApiId, modelName: 'Pet', patchOperations }));
const remove = (modelName = 'Pet') => plane.client.send(new DeleteModelCommand({ restApiId, modelName }));
const refTo = (name: string) => ({
  $ref: `https://apigateway.amazonaws.com/restapis/${restApiId}/models/${name}`,
});
const unknown = '404 NotFoundException: Invalid model name specified: Pet';
const emptySchema =
  '400 BadRequestException: Model schema must have at least 1 property or array items defined';

describe('201', () => {
  test('CreateModel shows what was given, and an empty description as none', async () => {
    const response = await plane.signedFetch(`/restapis/${restApiId}/models`, {
      body: { name: 'Pet', contentType: 'application/json', description: '', schema: ' {} ' },
    });
    expect([response.status, await response.json()]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[a-z0-9]{6}$/) as string,
        name: 'Pet',
        contentType: 'application/json',
        schema: ' {} ',
      },
    ]);
  });
});

describe('200', () => {
  test('a new RestApi has the models Empty and Error', async () => {
    const { items } = await plane.client.send(new GetModelsCommand({ restApiId }));
    expect(items).toMatchObject([
      {
        name: 'Empty',
        contentType: 'application/json',
        description: 'This is a default empty schema model',
      },
      { name: 'Error', description: 'This is a default error schema model' },
    ]);
    expect(items!.map((model) => JSON.parse(model.schema!) as unknown)).toEqual([
      { $schema: 'http://json-schema.org/draft-04/schema#', title: 'Empty Schema', type: 'object' },
      {
        $schema: 'http://json-schema.org/draft-04/schema#',
        title: 'Error Schema',
        type: 'object',
        properties: { message: { type: 'string' } },
      },
    ]);
  });

  test('GetModels gives pages in a stable order', async () => {
    await create();
    const first = await plane.client.send(new GetModelsCommand({ restApiId, limit: 2 }));
    const second = await plane.client.send(
      new GetModelsCommand({ restApiId, limit: 2, position: first.position }),
    );
    expect([first, second].map(({ items }) => items!.map(({ name }) => name))).toEqual([
      ['Empty', 'Error'],
      ['Pet'],
    ]);
    expect(second.position).toBeUndefined();
  });

  test('GetModel takes referenced models in only when asked to', async () => {
    await create();
    const pets = { type: 'array', items: refTo('Pet') };
    await create({ name: 'Pets', schema: JSON.stringify(pets) });
    expect(JSON.parse((await get('Pets')).schema!)).toEqual(pets);
    expect(JSON.parse((await get('Pets', true)).schema!)).toEqual({
      type: 'array',
      items: { $ref: '#/definitions/Pet' },
      definitions: { Pet: { type: 'object' } },
    });
  });

  test('GetModelTemplate makes a template from the schema', async () => {
    await create({ schema: '{"properties":{"id":{"type":"integer"}}}' });
    const { value } = await plane.client.send(new GetModelTemplateCommand({ restApiId, modelName: 'Pet' }));
    expect(value).toBe('#set($inputRoot = $input.path(\'$\'))\n{\n  "id" : 42\n}');
  });

  test('UpdateModel changes schema and description, and an empty description unsets it', async () => {
    await create({ description: 'd' });
    const changed = await update(
      { op: 'replace', path: '/description', value: '' },
      { op: 'replace', path: '/schema', value: '{"type":"array"}' },
    );
    expect(changed).toMatchObject({ name: 'Pet', schema: '{"type":"array"}' });
    expect(changed.description).toBeUndefined();
    expect(await get()).toMatchObject({ schema: '{"type":"array"}' });
  });
});

test('202: DeleteModel', async () => {
  await create();
  expect((await remove()).$metadata.httpStatusCode).toBe(202);
  expect(await refusalOf(get())).toBe(unknown);
});

describe('400', () => {
  test.each<[Partial<CreateModelCommandInput>, string]>([
    [{ name: '' }, '400 BadRequestException: Model name must be non-empty'],
    [{ name: 'a-b' }, '400 BadRequestException: Model name must be alphanumeric: a-b'],
    [{ schema: '' }, emptySchema],
    [{ schema: undefined }, emptySchema],
    [{ schema: '', contentType: 'application/xml' }, emptySchema],
    [
      { schema: '{"type":"thing"}' },
      '400 BadRequestException: Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]',
    ],
  ])('CreateModel %j', async (input, refusal) => {
    expect(await refusalOf(create(input))).toBe(refusal);
  });

  test.each<[PatchOperation, string]>([
    [
      { op: 'replace', path: '/name', value: 'x' },
      "400 BadRequestException: Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]",
    ],
    [
      { op: 'add', path: '/schema', value: '{}' },
      "400 BadRequestException: Invalid patch path  '/schema' specified for op 'add'. Please choose supported operations",
    ],
    [{ op: 'replace', path: '/schema', value: '' }, emptySchema],
  ])('UpdateModel %j', async (operation, refusal) => {
    await create();
    expect(await refusalOf(update(operation))).toBe(refusal);
  });
});

describe('404', () => {
  test('an unknown model, and one of an unknown RestApi or of another region, give the same', async () => {
    const elsewhere = plane.clientFor('eu-west-1');
    const refusals = await Promise.all(
      [
        get(),
        update(),
        remove(),
        plane.client.send(new GetModelTemplateCommand({ restApiId, modelName: 'Pet' })),
        plane.client.send(new GetModelCommand({ restApiId: 'nope', modelName: 'Pet' })),
        plane.client.send(new DeleteModelCommand({ restApiId: 'nope', modelName: 'Pet' })),
      ].map(refusalOf),
    );
    expect(new Set(refusals)).toEqual(new Set([unknown]));
    await create();
    expect(await refusalOf(elsewhere.send(new GetModelCommand({ restApiId, modelName: 'Pet' })))).toBe(
      unknown,
    );
  });

  test('CreateModel and GetModels name the RestApi', async () => {
    const refusal = '404 NotFoundException: Invalid API identifier specified 000000000000:nope';
    expect(await refusalOf(create({ restApiId: 'nope' }))).toBe(refusal);
    expect(await refusalOf(plane.client.send(new GetModelsCommand({ restApiId: 'nope' })))).toBe(refusal);
  });
});

describe('409', () => {
  test('a name that is taken', async () => {
    await create();
    expect(await refusalOf(create())).toBe(
      '409 ConflictException: Model name already exists for this REST API',
    );
  });

  test('a model that a method, a method response or another model uses', async () => {
    await create();
    await create({ name: 'Pets', schema: JSON.stringify({ items: refTo('Pet') }) });
    await create({ name: 'Answer' });
    const at = { restApiId, resourceId, httpMethod: 'ANY' };
    await plane.client.send(
      new PutMethodCommand({
        ...at,
        authorizationType: 'NONE',
        requestModels: { 'application/json': 'Pets' },
      }),
    );
    await plane.client.send(
      new PutMethodResponseCommand({
        ...at,
        statusCode: '200',
        responseModels: { 'application/json': 'Answer' },
      }),
    );
    const refusal = (name: string, where: string) =>
      `409 ConflictException: Cannot delete model '${name}', is referenced in ${where}`;
    expect(await refusalOf(remove('Pets'))).toBe(refusal('Pets', 'method request: //ANY'));
    expect(await refusalOf(remove('Answer'))).toBe(refusal('Answer', 'method response: //ANY/200'));
    expect(await refusalOf(remove('Pet'))).toBe(refusal('Pet', 'model: Pets'));
  });
});
