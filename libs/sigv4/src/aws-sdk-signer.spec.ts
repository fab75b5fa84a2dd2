import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  APIGatewayClient,
  CreateRestApiCommand,
  GetResourcesCommand,
  GetTagsCommand,
} from '@aws-sdk/client-api-gateway';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { verifyRequest, type VerifyResult } from './index.js';

// Requests that the real SDK signs and sends over a real socket, as our front end sees them.
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const seen: { url: string; result: VerifyResult<{ secretAccessKey: string }> }[] = [];
let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const [rawPath, rawQuery = ''] = request.url!.split('?', 2) as [string, string?];
      const result = verifyRequest({
        method: request.method!,
        rawPath,
        rawQuery,
        headers: request.headersDistinct,
        body: Buffer.concat(chunks),
        now: Date.now(),
        expectedServices: ['apigateway', 'sts'],
        findCredential: (id) => (id === credentials.accessKeyId ? credentials : undefined),
      });
      seen.push({ url: request.url!, result });
      response.end(rawPath === '/' ? '<R><GetCallerIdentityResult/></R>' : '{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => void seen.splice(0));

const client = (overrides: { secretAccessKey?: string } = {}) =>
  new APIGatewayClient({ region: 'eu-west-1', endpoint, credentials: { ...credentials, ...overrides } });

test('a call with a body verifies', async () => {
  await client().send(new CreateRestApiCommand({ name: 'Grüße + more', description: '100 % "quoted"' }));
  expect(seen).toMatchObject([{ url: '/restapis', result: { ok: true, service: 'apigateway' } }]);
});

test('an ARN in the path, encoded by the SDK, verifies', async () => {
  await client().send(
    new GetTagsCommand({ resourceArn: 'arn:aws:apigateway:eu-west-1::/restapis/a b+c%2Fü', limit: 5 }),
  );
  expect(seen[0]!.url).toContain('%3A%2Frestapis%2Fa%20b%2Bc%252F%C3%BC?limit=5');
  expect(seen[0]!.result.ok).toBe(true);
});

test('a repeated query parameter verifies', async () => {
  await client().send(
    new GetResourcesCommand({ restApiId: 'abc', embed: ['methods', 'b', 'a'], position: '' }),
  );
  expect(seen[0]!.result.ok).toBe(true);
});

test.each([
  ['/a b', {}],
  ['/a%20b/%2F/%2f', {}],
  ['/plus+and%2Bplus', { 'k+': 'a+b', 'k k': 'a b' }],
  ["/%C3%A9~!*'()", { empty: '', ü: 'ß€😀' }],
  ['/double//slash/', { list: ['b', 'a', ''] }],
  ['/dots/./and/../more', { 'a-b': '1', a: '2', 'a%': '%' }],
])('a path and query such as %s %j verify as the SDK signs and sends them', async (path, query) => {
  const sdk = client();
  sdk.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as object, { path: path.replaceAll(' ', '%20'), query });
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  await sdk.send(new GetTagsCommand({ resourceArn: 'x' }));
  expect(seen[0]!.result.ok).toBe(true);
});

test('the form body of STS verifies for service sts', async () => {
  await new STSClient({ region: 'us-east-1', endpoint, credentials }).send(new GetCallerIdentityCommand({}));
  expect(seen[0]!.result).toMatchObject({ ok: true, service: 'sts', region: 'us-east-1' });
});

test('another secret is refused', async () => {
  await client({ secretAccessKey: 'wrong' }).send(new GetTagsCommand({ resourceArn: 'x' }));
  expect(seen[0]!.result).toMatchObject({ ok: false, failure: { errorName: 'InvalidSignatureException' } });
});
