import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { awsOf } from '../testing/aws-of.js';
import {
  apiId,
  awsService,
  http,
  lambda,
  mapping,
  method,
  mockMethod,
  snapshot,
} from '../testing/documents.js';
import { startTestSystem, type TestSystem } from '../testing/test-gateway.js';

/**
 * One path and what each kind of integration makes of it; a number is the status that the caller gets
 * instead.
 */
interface NastyPath {
  readonly title: string;
  /** What stands behind `/dev/<kind>/`; one character per byte. */
  readonly path: string;
  /** Request target at the backend of `http://backend/all/{proxy}`, filled from `{proxy+}`. */
  readonly httpProxy: string | number;
  /** Request target at the backend of `http://backend/one/{id}?fixed=1`, filled from `{id}`. */
  readonly http: string | number;
  /** Request target of `sns:action/Publish&Message={id}&fixed=1`, filled from `{id}`. */
  readonly action: string | number;
  /** `path` and `pathParameters.proxy` of a function's event. */
  readonly lambda: { readonly path: string; readonly proxy: string } | number;
  /** What `$input.params('id')` prints in the template of a MOCK. */
  readonly mock: string | number;
}

/** Which resource a path reaches, by its resource path, or the status. */
interface MatchedPath {
  readonly title: string;
  readonly path: string;
  readonly resource: string | number;
}

const { paths, matching } = JSON.parse(
  readFileSync(new URL('./testdata/path-edge-cases.json', import.meta.url), 'utf8'),
) as { readonly paths: readonly NastyPath[]; readonly matching: readonly MatchedPath[] };

/** A backend that notes the bytes of each request: no parser of HTTP stands between them and the test. */
const requests: string[] = [];
let backend: Server;
let system: TestSystem;

beforeAll(async () => {
  backend = createServer((socket) => {
    let held = '';
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      held += bytes.toString('latin1');
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(held)?.[1] ?? 0);
      const end = held.indexOf('\r\n\r\n');
      if (end < 0 || held.length < end + 4 + length) return;
      requests.push(held);
      held = '';
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
    });
  });
  backend.listen(0, '127.0.0.1');
  await once(backend, 'listening');
  const origin = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
  system = await startTestSystem({
    aws: awsOf({ endpointUrl: origin }),
  });
  const resource = { GET: mockMethod('$context.resourcePath') };
  await system.deploy(
    snapshot({
      '/proxied/{proxy+}': {
        GET: method(
          http('HTTP_PROXY', `${origin}/all/{proxy}`, {
            parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
          }),
        ),
      },
      '/service/{proxy+}': {
        GET: method(
          awsService('s3:path/all/{proxy}', {
            httpMethod: 'GET',
            parameters: [mapping('path', 'proxy', 'method.request.path.proxy')],
          }),
        ),
      },
      '/action/{id}': {
        GET: method(
          awsService('sns:action/Publish&Message={id}&fixed=1', {
            parameters: [mapping('path', 'id', 'method.request.path.id')],
          }),
        ),
      },
      '/mapped/{id}': {
        GET: method(
          http('HTTP', `${origin}/one/{id}?fixed=1`, {
            parameters: [mapping('path', 'id', 'method.request.path.id')],
          }),
        ),
      },
      '/function/{proxy+}': {
        GET: method(lambda('LAMBDA_PROXY', 'arn:aws:lambda:us-east-1:000000000000:function:f')),
      },
      '/mock/{id}': { GET: mockMethod("$input.params('id')") },
      '/match': resource,
      '/match/admin': resource,
      '/match/a:b': resource,
      '/match/{id}/edit': resource,
      '/match/{proxy+}': resource,
    }),
  );
});
afterAll(async () => {
  await system.stop();
  backend.close();
});

/** Sends a target as it is and gives back status and body. */
async function get(target: string): Promise<{ status: number; body: string }> {
  const socket = connect(system.gateway.httpPort, '127.0.0.1');
  const host = `${apiId}.execute-api.localhost`;
  socket.write(Buffer.from(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, 'latin1'));
  let text = '';
  socket.on('data', (bytes) => (text += bytes.toString('latin1')));
  await once(socket, 'close');
  return { status: Number(text.slice(9, 12)), body: text.slice(text.indexOf('\r\n\r\n') + 4) };
}

const targetOf = (request: string) =>
  request.slice(request.indexOf(' ') + 1, request.indexOf(' HTTP/1.1\r\n'));

/** What the backend gets for a target, or the status when it gets nothing. */
async function reached(target: string): Promise<string | number> {
  const before = requests.length;
  const { status } = await get(target);
  expect(requests.length - before).toBe(status === 200 ? 1 : 0);
  return status === 200 ? requests.at(-1)! : status;
}

describe.each(paths)('$title: $path', (edgeCase) => {
  test('HTTP_PROXY with a greedy variable', async () => {
    const request = await reached(`/dev/proxied/${edgeCase.path}`);
    expect(typeof request === 'string' ? targetOf(request) : request).toBe(edgeCase.httpProxy);
  });

  test('HTTP with a mapped variable', async () => {
    const request = await reached(`/dev/mapped/${edgeCase.path}`);
    expect(typeof request === 'string' ? targetOf(request) : request).toBe(edgeCase.http);
  });

  test('the path of an AWS service, which gets what HTTP_PROXY would but for the query', async () => {
    const { httpProxy } = edgeCase;
    const request = await reached(`/dev/service/${edgeCase.path}`);
    expect(typeof request === 'string' ? targetOf(request) : request).toBe(
      typeof httpProxy === 'string' ? httpProxy.split('?', 1)[0] : httpProxy,
    );
  });

  test('a parameter of an AWS action', async () => {
    const request = await reached(`/dev/action/${edgeCase.path}`);
    expect(typeof request === 'string' ? targetOf(request) : request).toBe(edgeCase.action);
  });

  test('the event of a function', async () => {
    const request = await reached(`/dev/function/${edgeCase.path}`);
    if (typeof request === 'number') return expect(request).toBe(edgeCase.lambda);
    const event = JSON.parse(request.slice(request.indexOf('\r\n\r\n') + 4)) as {
      path: string;
      pathParameters: { proxy: string };
    };
    expect({ path: event.path, proxy: event.pathParameters.proxy }).toEqual(edgeCase.lambda);
  });

  test('the template of a MOCK', async () => {
    const { status, body } = await get(`/dev/mock/${edgeCase.path}`);
    expect(status === 200 ? body : status).toBe(edgeCase.mock);
  });
});

test.each(matching)('$title: $path reaches $resource', async ({ path, resource }) => {
  const { status, body } = await get(path);
  expect(status === 200 ? body : status).toBe(resource);
});
