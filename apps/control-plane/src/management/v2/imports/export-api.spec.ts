import {
  ApiGatewayV2Client,
  CreateDeploymentCommand,
  CreateStageCommand,
  ExportApiCommand,
  ImportApiCommand,
  ReimportApiCommand,
  type ExportApiCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import { refusalOf } from '../../../testing/refusal-of.js';
import { startV2Plane, type V2Plane } from '../../../testing/start-v2-plane.js';

import { petsDocument as document } from '../../../testing/http-pets-document.js';

let v2: V2Plane;
let client: ApiGatewayV2Client;
beforeAll(async () => {
  v2 = await startV2Plane();
  ({ client } = v2);
});
afterAll(() => v2.plane.close());

const importOf = (body: unknown, query: { Basepath?: string; FailOnWarnings?: boolean } = {}) =>
  client.send(
    new ImportApiCommand({ Body: typeof body === 'string' ? body : JSON.stringify(body), ...query }),
  );
const reimportOf = (ApiId: string | undefined, body: unknown) =>
  client.send(new ReimportApiCommand({ ApiId, Body: JSON.stringify(body) }));
const exportOf = async (ApiId: string | undefined, input: Partial<ExportApiCommandInput> = {}) => {
  const { body } = await client.send(
    new ExportApiCommand({ ApiId, OutputType: 'JSON', Specification: 'OAS30', ...input }),
  );
  return Buffer.from(body!).toString();
};
describe('ExportApi', () => {
  test('200: what was imported, in the form of published exports; importing it again gives the same', async () => {
    const { ApiId } = await importOf(document());
    const exported = JSON.parse(await exportOf(ApiId)) as object;
    expect(exported).toMatchObject({
      openapi: '3.0.1',
      info: { title: 'Pets', version: '1.2', description: 'All pets' },
      servers: [
        {
          url: `https://${ApiId}.execute-api.us-east-1.amazonaws.com/{basePath}`,
          variables: { basePath: { default: '' } },
        },
      ],
      tags: [
        { name: 'team', 'x-amazon-apigateway-tag-value': 'pets' },
        { name: 'plain', 'x-amazon-apigateway-tag-value': '' },
      ],
      paths: {
        '/$default': {
          'x-amazon-apigateway-any-method': {
            isDefaultRoute: true,
            responses: { default: { description: 'Default response for $default' } },
            'x-amazon-apigateway-integration': {
              payloadFormatVersion: '1.0',
              type: 'http_proxy',
              httpMethod: 'ANY',
              uri: 'http://backend.test/pets',
              connectionType: 'INTERNET',
            },
          },
        },
        '/pets': { get: { operationId: 'listPets', security: [{ tokens: ['pets:read'] }] } },
      },
      components: {
        securitySchemes: {
          tokens: {
            type: 'oauth2',
            'x-amazon-apigateway-authorizer': {
              type: 'jwt',
              identitySource: '$request.header.Authorization',
              jwtConfiguration: { issuer: 'https://issuer.test/pool', audience: ['app'] },
            },
          },
        },
      },
      'x-amazon-apigateway-cors': { allowOrigins: ['https://app.test'] },
      'x-amazon-apigateway-importexport-version': '1.0',
    });
    const again = await importOf(exported, { FailOnWarnings: true });
    // Ids are of ten and of six characters.
    const anonymous = (text: string) =>
      text.replaceAll(
        /[a-z0-9]{10}(?=\.execute-api)|(?<=integrations\/)[a-z0-9]{6}|"[a-z0-9]{6}"(?=: \{\s+"payload)/g,
        '',
      );
    expect(anonymous(await exportOf(again.ApiId))).toBe(anonymous(await exportOf(ApiId)));
  });

  test('200: of a stage, as it was when it was deployed; without extensions; as YAML', async () => {
    const { ApiId } = await importOf(document());
    const { DeploymentId } = await client.send(new CreateDeploymentCommand({ ApiId }));
    await client.send(new CreateStageCommand({ ApiId, StageName: 'dev', DeploymentId }));
    await reimportOf(ApiId, document({ paths: { '/new': { get: {} } } }));
    const yaml = await exportOf(ApiId, { StageName: 'dev', OutputType: 'YAML', IncludeExtensions: false });
    expect(yaml).toMatch(/^---\nopenapi: /);
    expect(yaml).toContain('  /pets:');
    expect(yaml).toContain('default: dev');
    expect(yaml).not.toContain('x-amazon-apigateway-integration');
    expect(Object.keys((JSON.parse(await exportOf(ApiId)) as { paths: object }).paths)).toEqual(['/new']);
  });

  test('400 and 404: what cannot be exported', async () => {
    const { ApiId } = await importOf(document());
    await client.send(new CreateStageCommand({ ApiId, StageName: 'waiting' }));
    const statusOf = async (input: Partial<ExportApiCommandInput>) =>
      (await refusalOf(exportOf(ApiId, input))).slice(0, 3);
    expect(await statusOf({ Specification: 'OAS31' })).toBe('400');
    expect(await statusOf({ OutputType: 'XML' })).toBe('400');
    expect(await statusOf({ ExportVersion: '2.0' })).toBe('400');
    expect(await statusOf({ StageName: 'waiting' })).toBe('400');
    expect(await statusOf({ StageName: 'none' })).toBe('404');
    expect(await statusOf({ ApiId: 'nothere123' })).toBe('404');
  });
});
