import { ApiGatewayV2Client, CreateApiCommand, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { once } from 'node:events';
import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hasChromium, startChromium, type Chromium } from '../support/chromium.js';
import { startInstallation, type Installation } from '../support/installation.js';

// The CORS settings of an HTTP API by the rules of a browser. Pages and API are of one site, as
// app.example.com and api.example.com are, so that cookies go along.
const shop = 'shop.execute-api.localhost';
const thief = 'thief.execute-api.localhost';

(hasChromium() ? describe : describe.skip)('CORS of HTTP APIs, in Chromium', () => {
  let tollgate: Installation;
  let chromium: Chromium;
  let backend: Server;
  let relay: Server;
  let client: ApiGatewayV2Client;
  let apiId: string;
  let api: string;
  /** What the gateway was sent, and what of it came to the backend. */
  const atGateway: string[] = [];
  const atBackend: string[] = [];
  beforeEach(() => {
    atGateway.length = 0;
    atBackend.length = 0;
  });

  beforeAll(async () => {
    tollgate = await startInstallation();
    chromium = await startChromium();
    // One that would let everybody read, and says who has called.
    backend = createServer((request, response) => {
      atBackend.push(`${request.method} ${request.url}`);
      response.writeHead(200, {
        'access-control-allow-origin': chromium.originOf(thief),
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'x-hidden',
        'set-cookie': 'who=rex',
        'x-hidden': '1',
        'x-shown': '1',
      });
      response.end(request.headers.cookie ?? 'nobody');
    });
    relay = createServer((request, response) => {
      atGateway.push(`${request.method} ${request.url}`);
      const { method, url: path, headers } = request;
      const { httpPort: port } = tollgate.gateways[0]!;
      const onward = send({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, answer.rawHeaders);
        answer.pipe(response);
      });
      request.pipe(onward);
    });
    const [backendPort, relayPort] = [await listen(backend), await listen(relay)];
    client = new ApiGatewayV2Client({
      endpoint: tollgate.controlPlaneUrl,
      region: 'us-east-1',
      credentials: await tollgate.client.config.credentials(),
    });
    const { ApiId = '' } = await client.send(
      new CreateApiCommand({
        Name: 'shop',
        ProtocolType: 'HTTP',
        Target: `http://127.0.0.1:${backendPort}`,
        CorsConfiguration: cors(600),
      }),
    );
    apiId = ApiId;
    api = `http://${apiId}.execute-api.localhost:${relayPort}`;
  }, 180_000);
  afterAll(async () => {
    client?.destroy();
    for (const server of [backend, relay]) {
      server?.closeAllConnections();
      server?.close();
    }
    await chromium?.close();
    await tollgate?.close();
  });

  const cors = (MaxAge: number) => ({
    AllowOrigins: [chromium.originOf(shop)],
    AllowCredentials: true,
    AllowMethods: ['GET', 'PUT'],
    AllowHeaders: ['x-tenant'],
    ExposeHeaders: ['x-shown'],
    MaxAge,
  });
  const credentials = 'include';
  const get = (path: string) => ({ url: `${api}${path}`, init: { credentials } as const });
  const put = (path: string, headers: Record<string, string> = { 'x-tenant': 'dogs' }) => ({
    url: `${api}${path}`,
    init: { method: 'PUT', headers, credentials, body: '{}' } as const,
  });

  test('a page of an allowed origin reads responses, with cookies and the headers that are exposed', async () => {
    const [first, second] = await chromium.callFromPage(shop, [get('/'), get('/')]);
    expect(first).toMatchObject({ status: 200, body: 'nobody' });
    expect(second).toMatchObject({ status: 200, body: 'who=rex', headers: { 'x-shown': '1' } });
    expect(second).not.toHaveProperty('headers.x-hidden');
  });

  test('one of another origin reads nothing, though the backend would let it', async () => {
    expect(await chromium.callFromPage(thief, [get('/'), put('/pets')])).toEqual(['blocked', 'blocked']);
    // Its preflight was refused: nothing was changed.
    expect(atGateway).toEqual(['GET /', 'OPTIONS /pets']);
    expect(atBackend).toEqual(['GET /']);
  });

  test('a preflight comes to no backend, and holds for its time', async () => {
    const outcomes = await chromium.callFromPage(shop, [put('/pets'), put('/pets'), put('/pets')]);
    expect(outcomes).toMatchObject([{ status: 200 }, { status: 200 }, { status: 200 }]);
    expect(atGateway).toEqual(['OPTIONS /pets', 'PUT /pets', 'PUT /pets', 'PUT /pets']);
    expect(atBackend).toEqual(['PUT /pets', 'PUT /pets', 'PUT /pets']);
  });

  // Without a time of its own a browser keeps it for 5 s.
  test('a preflight with no time is asked again for each call, as soon as UpdateApi returns', async () => {
    await client.send(new UpdateApiCommand({ ApiId: apiId, CorsConfiguration: cors(0) }));
    await chromium.callFromPage(shop, [put('/pets'), put('/pets')]);
    expect(atGateway).toEqual(['OPTIONS /pets', 'PUT /pets', 'OPTIONS /pets', 'PUT /pets']);
    expect(atBackend).toEqual(['PUT /pets', 'PUT /pets']);
  });

  test('a method or header that is not listed is not sent', async () => {
    const calls = [
      { url: `${api}/pets`, init: { method: 'DELETE', credentials } as const },
      put('/pets', { 'x-other': '1' }),
    ];
    expect(await chromium.callFromPage(shop, calls)).toEqual(['blocked', 'blocked']);
    expect(atGateway).toEqual(['OPTIONS /pets', 'OPTIONS /pets']);
    expect(atBackend).toEqual([]);
  });
});

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
