import { randomBytes } from 'node:crypto';
import {
  CreateStageCommand,
  ExportApiCommand,
  GetStageCommand,
  ImportApiCommand,
  ReimportApiCommand,
  type ApiGatewayV2Client,
} from '@aws-sdk/client-apigatewayv2';
import { clientOfV2 } from '../../../testing/client-of-v2.js';
import { petsDocument, proxy } from '../../../testing/http-pets-document.js';
import { refusedUnchanged } from '../../../testing/refused-unchanged.js';
import { startControlPlane, type TestControlPlane } from '../../../testing/start-control-plane.js';

// How much work a document makes is counted in libs/openapi-definition; here: what is answered, what stays.
let plane: TestControlPlane;
let client: ApiGatewayV2Client;
let ApiId: string | undefined;
beforeAll(async () => {
  plane = await startControlPlane();
  client = clientOfV2(plane);
  ({ ApiId } = await client.send(new ImportApiCommand({ Body: JSON.stringify(petsDocument()) })));
  await client.send(new CreateStageCommand({ ApiId, StageName: '$default', AutoDeploy: true }));
});
afterAll(() => plane?.close());

const repeat = (count: number, write: (index: number) => string, separator = ',') =>
  Array.from({ length: count }, (_, index) => write(index)).join(separator);
const head = 'openapi: 3.0.1\ninfo: {title: t, version: "1"}\n';
const get = { get: { 'x-amazon-apigateway-integration': proxy() } };
const withPaths = (count: number) =>
  JSON.stringify(
    petsDocument({ paths: Object.fromEntries(Array.from({ length: count }, (_, i) => [`/p${i}`, get])) }),
  );

const invalid = /^400 BadRequestException: Invalid OpenAPI input\.$/;
const refused: [string, string, RegExp][] = [
  ['a megabyte of rubbish', randomBytes(750_000).toString('base64'), invalid],
  ['a megabyte of what is no text', randomBytes(500_000).toString('latin1'), /^400 BadRequest.*U\+0000/],
  ['a megabyte of open brackets', '['.repeat(1_000_000), invalid],
  ['a megabyte of open maps', '{"a":'.repeat(200_000), invalid],
  ['a megabyte of indented YAML', head + repeat(1_400, (i) => `${' '.repeat(i)}a:`, '\n'), invalid],
  ['lists that are nested deeply and closed', `${head}x: ${'['.repeat(9_000)}${']'.repeat(9_000)}`, invalid],
  [
    'aliases of aliases',
    `${head}a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n${repeat(9, (i) => `a${i + 1}: &a${i + 1} [${repeat(10, () => `*a${i}`)}]`, '\n')}\npaths: *a9`,
    invalid,
  ],
  ['an alias of what it is in', `${head}paths: &p\n  /a: *p\n`, invalid],
  ['a key that is there twice in YAML', `${head}paths: {}\npaths: {}\n`, invalid],
  ['a number that is too large for a version', '{"openapi":1e400,"info":{"title":"t"},"paths":{}}', invalid],
  [
    'a time limit that is out of all bounds',
    JSON.stringify(
      petsDocument({
        paths: {
          '/a': { get: { 'x-amazon-apigateway-integration': { ...proxy(), timeoutInMillis: 1e300 } } },
        },
      }),
    ),
    /^400 BadRequestException: /,
  ],
  ['more routes than an API may have', withPaths(20_000), /^429 LimitExceededException: .*routesPerHttpApi/],
  [
    'a name of a megabyte',
    JSON.stringify(petsDocument({ info: { title: 'n'.repeat(1_000_000), version: '1' } })),
    /^400 BadRequestException: /,
  ],
];

test.each(refused)(
  '%s: refused by ImportApi and ReimportApi, and nothing has changed',
  async (_, Body, says) => {
    const statements = [
      () => client.send(new ImportApiCommand({ Body })),
      () => client.send(new ReimportApiCommand({ ApiId, Body })),
    ];
    for (const call of statements) expect(await refusedUnchanged(plane, call)).toMatch(says);
  },
);

test('201: a document of megabytes', async () => {
  const large = petsDocument({ 'x-unknown': Array.from({ length: 300_000 }, (_, index) => ({ index })) });
  const Body = JSON.stringify(large);
  expect(Body.length).toBeGreaterThan(4_000_000);
  const made = await client.send(new ImportApiCommand({ Body }));
  expect(await client.send(new ReimportApiCommand({ ApiId: made.ApiId, Body }))).toMatchObject({
    Name: 'Pets',
  });
});

test('names of the prototype come back as they were given', async () => {
  const paths = Object.fromEntries(['/__proto__', '/constructor'].map((path) => [path, get]));
  const made = await client.send(new ImportApiCommand({ Body: JSON.stringify(petsDocument({ paths })) }));
  const { body } = await client.send(
    new ExportApiCommand({ ApiId: made.ApiId, OutputType: 'JSON', Specification: 'OAS30' }),
  );
  const exported = JSON.parse(Buffer.from(body!).toString()) as { readonly paths: object };
  expect(Object.keys(exported.paths).sort()).toEqual(['/__proto__', '/constructor']);
});

test.each([
  ['references in a circle', { $ref: '#/components/x-amazon-apigateway-integrations/a' }],
  ['a reference out of the document', { $ref: 'file:///etc/passwd' }],
])('%s lead nowhere: a warning, or a refusal for who asks for that', async (_, reference) => {
  const Body = JSON.stringify(
    petsDocument({
      paths: { '/a': { get: { 'x-amazon-apigateway-integration': reference } } },
      components: {
        'x-amazon-apigateway-integrations': {
          a: { $ref: '#/components/x-amazon-apigateway-integrations/b' },
          b: { $ref: '#/components/x-amazon-apigateway-integrations/a' },
        },
      },
    }),
  );
  const asked = () => client.send(new ImportApiCommand({ Body, FailOnWarnings: true }));
  expect(await refusedUnchanged(plane, asked)).toMatch(/^400 BadRequestException: /);
});

test('the JSON around a document is held to the same: refused, with the process alive', async () => {
  const deep = `{"body":${'['.repeat(500_000)}`;
  for (const body of [
    deep,
    `${deep}${']'.repeat(500_000)}}`,
    '{"body":{"a":1}}',
    '{"body":1e400}',
    '{"__proto__":{"body":"{}"}}',
  ]) {
    for (const target of ['/v2/apis', `/v2/apis/${ApiId}`]) {
      const response = await plane.signedFetch(target, { method: 'PUT', body });
      expect([target, body.slice(0, 20), response.status]).toEqual([target, body.slice(0, 20), 400]);
      await response.arrayBuffer();
    }
  }
  const stage = await client.send(new GetStageCommand({ ApiId, StageName: '$default' }));
  expect(stage.LastDeploymentStatusMessage).toMatch(/^Successfully deployed/);
});
