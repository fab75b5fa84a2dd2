import {
  CreateDeploymentCommand,
  CreateStageCommand,
  GetExportCommand,
  ImportRestApiCommand,
  PutRestApiCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
  type GetExportCommandInput,
} from '@aws-sdk/client-api-gateway';
import { load } from 'js-yaml';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

const source = {
  openapi: '3.0.1',
  info: { title: 'Pets', version: '1.2', description: 'All pets' },
  paths: {
    '/pets': {
      get: {
        operationId: 'ListPets',
        parameters: [
          { name: 'type', in: 'query', schema: { type: 'string' } },
          { name: 'page', in: 'query', required: true, schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'x',
            headers: { Total: { schema: { type: 'string' } } },
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
          },
        },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: { default: { statusCode: '200' } },
        },
      },
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
        responses: {},
        'x-amazon-apigateway-integration': { type: 'http', httpMethod: 'POST', uri: 'http://example.com' },
      },
    },
  },
  components: { schemas: { Pet: { type: 'object', properties: { id: { type: 'integer' } } } } },
  'x-amazon-apigateway-binary-media-types': ['image/png'],
  'x-amazon-apigateway-documentation': {
    version: 'v1',
    documentationParts: [{ location: { type: 'API' }, properties: { note: 'x' } }],
  },
};

async function deployed(document: object = source): Promise<string> {
  const { id } = await plane.client.send(
    new ImportRestApiCommand({ body: Buffer.from(JSON.stringify(document)) }),
  );
  await plane.client.send(new CreateDeploymentCommand({ restApiId: id, stageName: 'dev' }));
  return id ?? '';
}
const exportOf = (restApiId: string, exportType: string, more: Partial<GetExportCommandInput> = {}) =>
  plane.client.send(new GetExportCommand({ restApiId, stageName: 'dev', exportType, ...more }));
const documentOf = async (restApiId: string, exportType: string, more: Partial<GetExportCommandInput> = {}) =>
  JSON.parse(Buffer.from((await exportOf(restApiId, exportType, more)).body!).toString()) as unknown;

describe('200', () => {
  let id: string;
  beforeAll(async () => {
    id = await deployed();
  });

  test('Swagger 2.0, without extensions', async () => {
    expect(await documentOf(id, 'swagger')).toEqual({
      swagger: '2.0',
      info: { title: 'Pets', description: 'All pets', version: '1.2' },
      host: `${id}.execute-api.us-east-1.amazonaws.com`,
      basePath: '/dev',
      schemes: ['https'],
      paths: {
        '/pets': {
          get: {
            operationId: 'ListPets',
            consumes: ['application/json'],
            produces: ['application/json'],
            parameters: [
              { name: 'type', in: 'query', required: false, type: 'string' },
              { name: 'page', in: 'query', required: true, type: 'string' },
            ],
            responses: {
              200: {
                description: '200 response',
                schema: { $ref: '#/definitions/Pet' },
                headers: { Total: { type: 'string' } },
              },
            },
          },
          post: {
            consumes: ['application/json'],
            parameters: [{ in: 'body', name: 'Pet', required: true, schema: { $ref: '#/definitions/Pet' } }],
            responses: {},
          },
        },
      },
      definitions: { Pet: { type: 'object', properties: { id: { type: 'integer' } } } },
    });
  });

  test('OpenAPI 3.0, with all extensions', async () => {
    expect(await documentOf(id, 'oas30', { parameters: { extensions: 'apigateway' } })).toEqual({
      openapi: '3.0.1',
      info: { title: 'Pets', description: 'All pets', version: '1.2' },
      servers: [
        {
          url: `https://${id}.execute-api.us-east-1.amazonaws.com/{basePath}`,
          variables: { basePath: { default: 'dev' } },
        },
      ],
      paths: {
        '/pets': {
          get: {
            operationId: 'ListPets',
            parameters: [
              { name: 'type', in: 'query', schema: { type: 'string' } },
              { name: 'page', in: 'query', required: true, schema: { type: 'string' } },
            ],
            responses: {
              200: {
                description: '200 response',
                headers: { Total: { schema: { type: 'string' } } },
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
              },
            },
            'x-amazon-apigateway-integration': {
              type: 'mock',
              passthroughBehavior: 'when_no_match',
              requestTemplates: { 'application/json': '{"statusCode": 200}' },
              responses: { default: { statusCode: '200' } },
            },
          },
          post: {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
            },
            responses: {},
            'x-amazon-apigateway-integration': {
              type: 'http',
              httpMethod: 'POST',
              uri: 'http://example.com',
              passthroughBehavior: 'when_no_match',
            },
          },
        },
      },
      components: { schemas: { Pet: { type: 'object', properties: { id: { type: 'integer' } } } } },
      'x-amazon-apigateway-binary-media-types': ['image/png'],
    });
  });

  test('it comes as a file named after the version', async () => {
    expect(await exportOf(id, 'oas30')).toMatchObject({
      contentType: 'application/octet-stream',
      contentDisposition: 'attachment; filename="oas30_1.2.json"',
    });
    const yaml = await exportOf(id, 'swagger', { accepts: 'application/yaml' });
    expect(yaml.contentDisposition).toBe('attachment; filename="swagger_1.2.yaml"');
    expect(load(Buffer.from(yaml.body!).toString())).toEqual(await documentOf(id, 'swagger'));
  });

  test('integrations alone can be asked for', async () => {
    const document = (await documentOf(id, 'oas30', { parameters: { extensions: 'integrations' } })) as {
      readonly paths: Readonly<Record<string, { readonly get: object }>>;
    };
    expect(document.paths['/pets']!.get).toHaveProperty('x-amazon-apigateway-integration');
    expect(document).not.toHaveProperty('x-amazon-apigateway-binary-media-types');
  });

  test('postman, of which no member is documented, adds nothing, and takes nothing from what stands beside it', async () => {
    const shown = (extensions: string) => documentOf(id, 'swagger', { parameters: { extensions } });
    expect(await shown('postman')).toEqual(await documentOf(id, 'swagger'));
    expect(await shown('postman,integrations')).toEqual(await shown('integrations'));
    expect(await shown('integrations')).not.toEqual(await shown('postman'));
  });

  test('documentation is the version that the stage shows', async () => {
    const restApiId = await deployed();
    await plane.client.send(
      new UpdateStageCommand({
        restApiId,
        stageName: 'dev',
        patchOperations: [{ op: 'replace', path: '/documentationVersion', value: 'v1' }],
      }),
    );
    expect(
      await documentOf(restApiId, 'oas30', { parameters: { extensions: 'documentation' } }),
    ).toMatchObject({
      'x-amazon-apigateway-documentation': {
        version: 'v1',
        documentationParts: [{ location: { type: 'API' }, properties: { note: 'x' } }],
      },
    });
    expect(await documentOf(restApiId, 'oas30')).not.toHaveProperty('x-amazon-apigateway-documentation');
  });

  test('what is exported is what the stage serves, not what the definition has become', async () => {
    const restApiId = await deployed();
    const before = await documentOf(restApiId, 'oas30');
    await plane.client.send(
      new PutRestApiCommand({
        restApiId,
        mode: 'overwrite',
        body: Buffer.from('{"swagger":"2.0","info":{"title":"Pets","version":"9","description":"All pets"}}'),
      }),
    );
    expect(await documentOf(restApiId, 'oas30')).toEqual(before);
  });

  test('without a version, the deployment tells its time', async () => {
    const { info: _, ...unversioned } = source;
    const restApiId = await deployed({ ...unversioned, info: { title: 'none' } });
    const { info } = (await documentOf(restApiId, 'swagger')) as {
      readonly info: { readonly version: string };
    };
    expect(info.version).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test('no version can break out of its header', async () => {
    const restApiId = await deployed();
    await plane.client.send(
      new UpdateRestApiCommand({
        restApiId,
        patchOperations: [{ op: 'replace', path: '/version', value: 'a"\r\nX-Evil: 1; é/..' }],
      }),
    );
    const { id: deploymentId } = await plane.client.send(new CreateDeploymentCommand({ restApiId }));
    await plane.client.send(new CreateStageCommand({ restApiId, stageName: 'odd', deploymentId }));
    const response = await plane.signedFetch(`/restapis/${restApiId}/stages/odd/exports/oas30`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="oas30_a___X-Evil: 1; __...json"',
    );
    expect(response.headers.has('x-evil')).toBe(false);
  });
});

describe('400', () => {
  test('another type of export', async () => {
    const id = await deployed();
    expect(await refusalOf(exportOf(id, 'raml'))).toBe(
      '400 BadRequestException: Invalid export type specified. Valid options are swagger,oas30',
    );
  });
});

describe('404', () => {
  test('an unknown stage, and an unknown RestApi', async () => {
    const id = await deployed();
    const refusal = '404 NotFoundException: Invalid stage identifier specified';
    expect(await refusalOf(exportOf(id, 'oas30', { stageName: 'none' }))).toBe(refusal);
    expect(await refusalOf(exportOf('unknown123', 'oas30'))).toBe(refusal);
  });
});
