import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateRawSync } from 'node:zlib';
import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  GetSdkCommand,
  GetSdkTypeCommand,
  GetSdkTypesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
} from '@aws-sdk/client-api-gateway';
import { refusalOf } from '../../../testing/refusal-of.js';
import { seedRestApi } from '../../../testing/seed-rest-api.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

let plane: TestControlPlane;
beforeAll(async () => {
  plane = await startControlPlane();
});
afterAll(() => plane.close());

describe('GetSdkTypes and GetSdkType', () => {
  test('200: the languages of AWS with what they must be told', async () => {
    const items = (await plane.client.send(new GetSdkTypesCommand({}))).items!;
    expect(items.map(({ id }) => id)).toEqual([
      'android',
      'java',
      'javascript',
      'objectivec',
      'ruby',
      'swift',
    ]);
    for (const { id } of items) {
      const { $metadata: _, ...type } = await plane.client.send(new GetSdkTypeCommand({ id }));
      expect(items).toContainEqual(type);
    }
    const required = items.map(({ configurationProperties }) =>
      configurationProperties!.filter(({ required }) => required).map(({ name }) => name),
    );
    expect(required[3]).toEqual(['classPrefix']);
  });

  test('200: pages show each once', async () => {
    // The SDK drops the position of this one list.
    const list = async (position: string) =>
      (await (await plane.signedFetch(`/sdktypes?limit=4${position}`)).json()) as {
        readonly item: { readonly id: string }[];
        readonly position?: string;
      };
    const first = await list('');
    const second = await list(`&position=${first.position}`);
    expect(second.item.map(({ id }) => id)).toEqual(['ruby', 'swift']);
    expect(second.position).toBeUndefined();
  });

  test('404: an unknown type', async () => {
    expect(await refusalOf(plane.client.send(new GetSdkTypeCommand({ id: 'cobol' })))).toBe(
      '404 NotFoundException: Invalid SDK type identifier specified',
    );
  });
});

/** The files of an archive, by the headers that stand before each. */
function unzip(archive: Buffer): Record<string, string> {
  const files: Record<string, string> = {};
  for (let at = 0; archive.readUInt32LE(at) === 0x04034b50;) {
    const packed = archive.readUInt32LE(at + 18);
    const nameEnd = at + 30 + archive.readUInt16LE(at + 26);
    const name = archive.toString('utf8', at + 30, nameEnd);
    files[name] = inflateRawSync(archive.subarray(nameEnd, nameEnd + packed)).toString('utf8');
    at = nameEnd + packed;
  }
  return files;
}

describe('GetSdk', () => {
  const sdk = (restApiId: string, stageName: string, sdkType: string) =>
    plane.client.send(new GetSdkCommand({ restApiId, stageName, sdkType }));
  const petShop = async () => {
    const { id: restApiId, rootResourceId } = await seedRestApi(plane, ['GET']);
    let parentId = rootResourceId;
    for (const pathPart of ['pets', '{petId}', '{rest+}']) {
      const made = await plane.client.send(new CreateResourceCommand({ restApiId, parentId, pathPart }));
      parentId = made.id!;
      const method = { restApiId, resourceId: parentId, httpMethod: pathPart === 'pets' ? 'ANY' : 'POST' };
      await plane.client.send(
        new PutMethodCommand({
          ...method,
          authorizationType: 'NONE',
          requestParameters: {
            'method.request.querystring.kind': false,
            'method.request.header.X-Who': false,
          },
        }),
      );
      const requestTemplates = { 'application/json': '{"statusCode":200}' };
      await plane.client.send(new PutIntegrationCommand({ ...method, type: 'MOCK', requestTemplates }));
    }
    await plane.client.send(new CreateDeploymentCommand({ restApiId, stageName: 'prod' }));
    return restApiId;
  };

  test('200: a JavaScript client that calls what the stage serves', async () => {
    const restApiId = await petShop();
    const response = await sdk(restApiId, 'prod', 'javascript');
    expect(response.contentType).toBe('application/octet-stream');
    expect(response.contentDisposition).toBe(`attachment; filename="javascript_${restApiId}_prod.zip"`);
    const again = await sdk(restApiId, 'prod', 'javascript');
    expect(Buffer.from(again.body!).equals(Buffer.from(response.body!))).toBe(true);
    const files = unzip(Buffer.from(response.body!));
    expect(Object.keys(files)).toEqual(['apiGateway-js-sdk/apigClient.js', 'apiGateway-js-sdk/README.md']);
    const client = files['apiGateway-js-sdk/apigClient.js']!;
    expect(client).toContain(`https://${restApiId}.execute-api.us-east-1.localhost/prod`);
    expect(await callWith(client)).toEqual([
      { url: '/base/', verb: 'GET', key: 'k', who: null, body: '' },
      { url: '/base/pets?kind=cat&more=1', verb: 'PUT', key: 'k', who: 'me', body: '{"a":1}' },
      { url: '/base/pets/a%2Fb/c/d', verb: 'POST', key: 'k', who: null, body: 'text' },
    ]);
  });

  test('400: the other languages', async () => {
    const restApiId = await petShop();
    expect(await refusalOf(sdk(restApiId, 'prod', 'swift'))).toMatch(
      /^400 BadRequestException: Tollgate generates SDKs of the type javascript only/,
    );
  });

  test('404: an unknown stage, an unknown type', async () => {
    const { id } = await seedRestApi(plane);
    expect(await refusalOf(sdk(id, 'none', 'javascript'))).toBe(
      '404 NotFoundException: Invalid stage identifier specified',
    );
    expect(await refusalOf(sdk(id, 'none', 'cobol'))).toMatch(/^404 NotFoundException: Invalid SDK type/);
  });
});

/** What arrives at a backend when the client is run in a process of its own. */
async function callWith(client: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-sdk-'));
  const server = await echoServer();
  try {
    await writeFile(join(folder, 'apigClient.js'), client);
    const invokeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`;
    const script = `
      const client = require('./apigClient.js').newClient({ invokeUrl: '${invokeUrl}', apiKey: 'k' });
      const extra = { queryParams: { more: 1 } };
      Promise.all([
        client.rootGet(),
        client.petsPut({ kind: 'cat', 'X-Who': 'me' }, { a: 1 }, extra),
        client.petsPetIdRestPost({ petId: 'a/b', rest: 'c/d' }, 'text'),
      ]).then((answers) => console.log(JSON.stringify(answers.map(({ data }) => data))));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: folder });
    return JSON.parse(stdout);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
}

async function echoServer(): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { url, method: verb, headers } = request;
      const seen = { url, verb, key: headers['x-api-key'], who: headers['x-who'] ?? null, body };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(seen));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
